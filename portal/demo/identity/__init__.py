"""A double of FranceConnect and of ProConnect: two issuers that speak the real protocol and know only invented people."""
