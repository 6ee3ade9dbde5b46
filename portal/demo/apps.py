from celery.signals import task_prerun
from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "portal.demo"

    def ready(self) -> None:
        from portal.demo.moved_clock import follow_for

        task_prerun.connect(follow_for, weak=False)
