"""The written word, made safe: from a file to a Scenario, its Key and its Texts."""
