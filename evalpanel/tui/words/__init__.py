"""What screens say, made from values; no widget in here."""
