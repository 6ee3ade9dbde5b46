"""What we write to people: on the site, by e-mail, by SMS.  Row first, then sent, then accounted for."""
