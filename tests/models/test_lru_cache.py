from studio.models.lru_cache import LruCache


def test_the_least_recently_used_goes_when_all_are_over_the_budget():
    cache = LruCache(100)
    cache.keep("a", 1, 40)
    cache.keep("b", 2, 40)
    assert cache.get("a") == 1
    cache.keep("c", 3, 40)
    assert cache.sizes() == {"a": 40, "c": 40}


def test_what_is_larger_than_the_budget_stays_until_the_next():
    cache = LruCache(100)
    cache.keep("a", 1, 101)
    assert cache.get("a") == 1
    cache.keep("b", 2, 1)
    assert cache.get("a") is None
