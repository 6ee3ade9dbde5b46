"""The State's own sign-in: FranceConnect for people, ProConnect for colleagues (OpenID Connect)."""
