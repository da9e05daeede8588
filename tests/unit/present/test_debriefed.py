"""Sentences put together from what authors wrote."""

import pytest

from simulator.present.debriefed import bare


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reply now.", "Reply now"),
        ("“Reply now.”", "“Reply now”"),
        ("« Répondre. »", "« Répondre »"),
        ("At 5.30 or never", "At 5.30 or never"),
        ("", ""),
    ],
)
def test_the_stop_at_the_end_is_taken_off_inside_quotation_marks_too(text, found):
    assert bare(text) == found
