"""The tree is the one of RFC 6962: its published vectors pass, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangyi.features.ledger.rules import tree

#: Of the reference implementation (google/certificate-transparency, merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
#: By leaf (from 0) and size.
INCLUSIONS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
#: By the older size and the newer.
CONSISTENCIES = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [tree.leaf_hash(one) for one in LEAVES]
MANY = [tree.leaf_hash(str(number).encode()) for number in range(600)]


def hash_of(part, leaves):
    return tree.root_of_parts(
        [tree.whole_root(leaves[n << level : (n + 1) << level]) for level, n in tree.nodes_of(part)]
    )


def proof_of(parts, leaves):
    return [hash_of(part, leaves) for part in parts]


def by_the_book(leaves):
    """RFC 6962 §2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return tree.node_hash(by_the_book(leaves[:middle]), by_the_book(leaves[middle:]))


def test_the_published_roots():
    assert tree.whole_root([]).hex() == EMPTY
    assert [tree.whole_root(HASHES[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize("of", INCLUSIONS, ids=str)
def test_the_published_proofs_that_a_leaf_is_in_the_tree(of):
    assert [one.hex() for one in proof_of(tree.inclusion(*of), HASHES)] == INCLUSIONS[of]


@pytest.mark.parametrize("of", CONSISTENCIES, ids=str)
def test_the_published_proofs_that_a_tree_has_only_grown(of):
    assert [one.hex() for one in proof_of(tree.consistency(*of), HASHES)] == CONSISTENCIES[of]


@given(st.integers(1, 600), st.data())
def test_what_is_proved_is_so_and_nothing_else_is(size, data):
    number, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    leaves = MANY[:size]
    root, old_root = tree.whole_root(leaves), tree.whole_root(leaves[:old])
    assert root == by_the_book(leaves)
    inclusion = proof_of(tree.inclusion(number, size), leaves)
    assert tree.root_with(leaves[number], number, size, inclusion) == root
    assert tree.root_with(b"\1" * 32, number, size, inclusion) != root
    assert tree.root_with(leaves[number], number, size, [*inclusion, root]) != root
    consistency = proof_of(tree.consistency(old, size), leaves)
    assert tree.has_grown(old, old_root, size, root, consistency)
    other = tree.whole_root([b"\1" * 32, *leaves[1:old]])
    assert not tree.has_grown(old, other, size, root, consistency)
    assert not tree.has_grown(old, old_root, size, root, [*consistency, root])
