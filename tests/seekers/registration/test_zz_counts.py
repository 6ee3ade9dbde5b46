import pytest
from tests.queries import queries_of
from tests.seekers.registration.test_pages_of_the_journey import *
from tests.seekers.registration.test_pages_of_the_journey import _here
from seekers.registration.models import Step
def test_counts():
    b=browser_of(filled())
    for p in [*(address_of(s) for s in Step if s!=Step.REVIEW), "/inscription/relire/","/inscription/autre-appareil/","/"]:
        b.get(p); q=queries_of(lambda: b.get(p)); print("Q",p,len(q))
    sign(b); q=queries_of(lambda: b.get("/inscription/signee/")); print("Q done",len(q))
