//! BLAKE2b and BLAKE2s, as RFC 7693 has them.

/// Which word of a block is mixed in where; round 10 is like round 0.
const ORDER: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// The columns and diagonals of the state that a round mixes.
const QUARTERS: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

macro_rules! variant {
    ($name:ident, $word:ty, $rounds:literal, $rotations:expr, $start:expr, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $name(parameters: &[u8], data: &[u8], last_node: bool) -> Vec<u8> {
            const WIDTH: usize = size_of::<$word>();
            const BLOCK: usize = 16 * WIDTH;
            const START: [$word; 8] = $start;
            let words = |bytes: &[u8]| -> Vec<$word> {
                let (words, _) = bytes.as_chunks::<WIDTH>();
                words.iter().map(|bytes| <$word>::from_le_bytes(*bytes)).collect()
            };
            let mut state = START;
            for (word, parameter) in state.iter_mut().zip(words(parameters)) {
                *word ^= parameter;
            }
            let blocks = data.len().div_ceil(BLOCK).max(1);
            for number in 0..blocks {
                let end = data.len().min((number + 1) * BLOCK);
                let mut block = [0; BLOCK];
                block[..end - number * BLOCK].copy_from_slice(&data[number * BLOCK..end]);
                let message = words(&block);
                let mut v: [$word; 16] =
                    std::array::from_fn(|at| if at < 8 { state[at] } else { START[at - 8] });
                v[12] ^= end as $word;
                v[13] ^= (end as u128 >> <$word>::BITS) as $word;
                if number + 1 == blocks {
                    v[14] = !v[14];
                    if last_node {
                        v[15] = !v[15];
                    }
                }
                for round in 0..$rounds {
                    for (at, [a, b, c, d]) in QUARTERS.into_iter().enumerate() {
                        for half in 0..2 {
                            let (first, second) = $rotations[half];
                            let mixed = message[ORDER[round % 10][2 * at + half]];
                            v[a] = v[a].wrapping_add(v[b]).wrapping_add(mixed);
                            v[d] = (v[d] ^ v[a]).rotate_right(first);
                            v[c] = v[c].wrapping_add(v[d]);
                            v[b] = (v[b] ^ v[c]).rotate_right(second);
                        }
                    }
                }
                for (at, word) in state.iter_mut().enumerate() {
                    *word ^= v[at] ^ v[at + 8];
                }
            }
            let length = usize::from(parameters.first().copied().unwrap_or_default());
            state.iter().flat_map(|word| word.to_le_bytes()).take(length).collect()
        }
    };
}

variant!(
    wide,
    u64,
    12,
    [(32, 24), (16, 63)],
    [
        0x6a09_e667_f3bc_c908,
        0xbb67_ae85_84ca_a73b,
        0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1,
        0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b,
        0x5be0_cd19_137e_2179,
    ],
    "BLAKE2b. The first byte of the parameter block is the digest's length."
);
variant!(
    narrow,
    u32,
    10,
    [(16, 12), (8, 7)],
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,],
    "BLAKE2s."
);
