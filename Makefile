# Other names for three commands; none of them needs make.
.PHONY: start check lint
start:
	./start
check:
	./check
lint:
	tools/lint
