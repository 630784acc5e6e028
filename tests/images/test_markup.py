"""What is added to the pictures of a body, and what is left alone."""

from __future__ import annotations

from sitegen.images import SIZES, Measured, Picture, picture, with_pictures

ONE = Picture("/yw/a.jpg", 800, 600, "/assets/pictures/k-480.webp 480w, /yw/a.jpg 800w")
KNOWN = {ONE.url: ONE}


def test_a_body_without_pictures_is_the_same_object() -> None:
    html = "<p>会议研究了下一阶段工作。</p>"

    assert with_pictures(html, KNOWN) is html


def test_a_known_picture_gets_size_and_candidates_and_keeps_its_text() -> None:
    assert with_pictures('<p><img src="/yw/a.jpg" alt="会场 &gt; 全景"></p>', KNOWN) == (
        '<p><img src="/yw/a.jpg" alt="会场 &gt; 全景" width="800" height="600" '
        f'srcset="{ONE.srcset}" sizes="{SIZES}" decoding="async"></p>'
    )


def test_all_but_the_first_wait_until_they_come_near() -> None:
    html = with_pictures('<img src="/yw/a.jpg" alt=""><img src="/yw/a.jpg" alt="">', KNOWN)

    first, second = html.split("><")
    assert 'loading="lazy"' not in first
    assert 'loading="lazy"' in second


def test_parts_that_are_not_the_beginning_wait_altogether() -> None:
    assert 'loading="lazy"' in with_pictures('<img src="/yw/a.jpg">', KNOWN, lazy_first=True)


def test_sizes_written_by_an_editor_stay() -> None:
    html = with_pictures('<img src="/yw/a.jpg" width="300" alt="图">', KNOWN)

    assert html.count("width=") == 1
    assert 'width="300"' in html and "height=" not in html and "srcset=" in html


def test_words_in_an_alternative_text_are_no_attributes() -> None:
    html = with_pictures('<img alt="宽 width=3 > 高" src="/yw/a.jpg">', KNOWN)

    assert 'alt="宽 width=3 > 高"' in html
    assert 'width="800" height="600"' in html


def test_pictures_from_elsewhere_get_no_size() -> None:
    html = with_pictures('<img src="https://example.com/a.jpg" alt="图" />', KNOWN)

    assert html == '<img src="https://example.com/a.jpg" alt="图" decoding="async"/>'


def test_addresses_are_compared_as_they_are_meant() -> None:
    one = Picture("/yw/a&b.jpg", 8, 6)

    assert 'width="8"' in with_pictures('<img src="/yw/a&amp;b.jpg">', {one.url: one})


def test_a_large_original_is_no_candidate() -> None:
    large = picture("/yw/a.jpg", Measured(4000, 3000, "k", ((480, 1), (960, 2), (1440, 3))))

    assert "/yw/a.jpg" not in large.srcset
    assert large.srcset.endswith("/assets/pictures/k-1440.webp 1440w")


def test_a_name_with_blanks_and_commas_is_one_candidate() -> None:
    one = picture("/yw/会场, 1.jpg", Measured(600, 400, "k", ((480, 1),)))

    assert one.srcset == (
        "/assets/pictures/k-480.webp 480w, /yw/%E4%BC%9A%E5%9C%BA%2C%201.jpg 600w"
    )


def test_a_picture_without_variants_has_no_candidates() -> None:
    assert picture("/yw/a.gif", Measured(600, 400)).srcset == ""
