"""What came from the browser: the questions of the month, then the details of what was answered yes."""

from seekers.declarations.forms.details import Details
from seekers.declarations.forms.month import ASKED, GROUPS, MonthForm, named

__all__ = ["ASKED", "GROUPS", "Details", "MonthForm", "named"]
