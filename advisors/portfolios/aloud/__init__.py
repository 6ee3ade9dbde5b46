"""What an advisor reads to somebody on the telephone: whoever listens needs no screen to follow."""

from advisors.portfolios.aloud.declaration import sentences
from advisors.portfolios.aloud.registration import Read, chapters_aloud
from advisors.portfolios.aloud.saying import spelled

__all__ = ["Read", "chapters_aloud", "sentences", "spelled"]
