"""What a file says already, as the answers of an application."""

from __future__ import annotations

from seekers.profiles.models import Autonomy, Seeker
from seekers.registration.answers import Address, Answers, Bank, Contact, Identity
from seekers.registration.answers import Search as SearchAnswers
from seekers.registration.models import Search


def from_file(seeker: Seeker) -> Answers:
    """Identity, contact, address, search and account of ``seeker``; the working life is asked anew."""
    account = seeker.bank_accounts.live().filter(refused_code="").first()
    search = Search.objects.filter(seeker=seeker).first()
    return Answers(
        identity=Identity(
            seeker.first_name,
            seeker.last_name,
            seeker.birth_date,
            seeker.birth_place,
            seeker.nationality,
            seeker.nir or "",
        ),
        contact=Contact(
            email=seeker.user.email or "",
            phone=str(seeker.phone or ""),
            phone_is_shared=seeker.phone_is_shared,
            preferred_channel=seeker.preferred_channel,
            language=seeker.user.language,
            autonomy="" if seeker.autonomy == Autonomy.UNKNOWN else seeker.autonomy,
        ),
        address=Address(seeker.address_line, seeker.postcode, seeker.commune_code),
        search=SearchAnswers(
            search.occupation, search.title, search.mobility_km, tuple(search.contracts), search.weekly_hours
        )
        if search
        else SearchAnswers(),
        bank=Bank(False, account.iban, account.holder) if account else Bank(),
    )
