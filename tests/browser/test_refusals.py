"""What a person reads when a file is refused."""


def test_a_file_of_30_mb_is_refused_in_our_words(browser, tmp_path):
    path = tmp_path / "large.jpg"
    path.write_bytes(bytes(30 * 2**20))
    browser.upload(path)
    assert browser.sees("Found a file of 30.0 MB, expected at most 25 MB")
