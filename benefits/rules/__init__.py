"""The law of benefits as arithmetic: whole numbers and dates in, whole numbers out.

Amounts are cents, durations are days, rates are per 10,000. Every function that prices something works alike on an
``int`` (one person) and on a NumPy ``int64`` array (a slice of three million). Nothing here knows Django, the clock
or a setting.
"""
