"""Names of real organisations and services that no scenario may use: those of the cases, and more.

A list cannot be complete. It holds the organisations of the case handbook and the best-known
platforms and brands; words that are also common nouns or first names are left out.
"""

import re

NAMES = (
    # the case handbook
    "Domino’s", "Nestlé", "KitKat", "Greenpeace", "GitLab", "KFC", "United Airlines", "JetBlue",
    "Croix-Rouge", "Red Cross", "La Redoute", "Amy’s Baking", "US Airways", "Atlassian",
    "Applebee’s", "Findus", "Buitoni", "Decathlon", "Décathlon", "Aquarelle.com", "SNCF",
    "British Airways", "Tesco", "Qantas", "OVHcloud", "Vinci", "Crock-Pot", "Lactalis",
    "CrowdStrike", "Boeing", "Elite Dental", "Starbucks", "Delhaize",
    # platforms
    "Facebook", "Instagram", "TikTok", "Twitter", "YouTube", "LinkedIn", "Snapchat", "WhatsApp",
    "Trustpilot", "Tripadvisor", "Reddit", "Threads.net", "Bluesky", "Mastodon.social",
    # shops and makers
    "Amazon", "Google", "Microsoft", "McDonald’s", "Coca-Cola", "Pepsi", "Ikea", "Carrefour",
    "Leclerc", "Auchan", "Lidl", "Monoprix", "Zara", "Nike", "Adidas", "Samsung", "Toyota",
    "Volkswagen", "Renault", "Peugeot", "Ryanair", "EasyJet", "Air France", "Lufthansa", "Airbnb",
    "Deliveroo", "Chronopost", "Colissimo", "FedEx", "Danone", "Ferrero", "Nutella", "L’Oréal",
    "Sephora", "Fnac", "Darty", "Vinted", "Doctolib", "Netflix", "Spotify",
)  # fmt: skip
"""As written; either apostrophe is found."""

REAL = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(name).replace("’", "['’]") for name in NAMES) + r")(?!\w)"
)
