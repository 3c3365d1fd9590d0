//! Bytes of an image: numbers as LEB128 varints, signed ones in zigzag, everything checked on the way in.

use super::ImageError;

/// Appends.
#[derive(Default)]
pub(super) struct Output {
    pub(super) bytes: Vec<u8>,
}

impl Output {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    pub(super) fn float(&mut self, number: f64) {
        self.bytes.extend_from_slice(&number.to_bits().to_le_bytes());
    }

    pub(super) fn word(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn blob(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.blob(text.as_bytes());
    }
}

/// Takes from the front.
#[derive(Clone)]
pub(super) struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Input<'a> {
        Input { rest: bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes are left.
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    pub(super) fn byte(&mut self) -> Result<u8, ImageError> {
        let (&byte, rest) = self.rest.split_first().ok_or(ImageError::Truncated)?;
        self.rest = rest;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u64, ImageError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(ImageError::Damaged("a number of more than 64 bits"))
    }

    /// A count of things that take a byte each at least: so no count makes a reader reserve more than the image is worth.
    pub(super) fn count(&mut self) -> Result<usize, ImageError> {
        let count = self.number()?;
        if count > self.rest.len() as u64 {
            return Err(ImageError::Truncated);
        }
        Ok(count as usize)
    }

    pub(super) fn index(&mut self, limit: usize) -> Result<usize, ImageError> {
        let index = self.number()?;
        if index >= limit as u64 {
            return Err(ImageError::Damaged("an index out of range"));
        }
        Ok(index as usize)
    }

    pub(super) fn number32(&mut self) -> Result<u32, ImageError> {
        u32::try_from(self.number()?).map_err(|_| ImageError::Damaged("a number of more than 32 bits"))
    }

    pub(super) fn signed(&mut self) -> Result<i64, ImageError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(super) fn float(&mut self) -> Result<f64, ImageError> {
        Ok(f64::from_bits(self.word()?))
    }

    pub(super) fn word(&mut self) -> Result<u64, ImageError> {
        let (word, rest) = self.rest.split_first_chunk().ok_or(ImageError::Truncated)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*word))
    }

    pub(super) fn blob(&mut self) -> Result<&'a [u8], ImageError> {
        let count = self.count()?;
        let (blob, rest) = self.rest.split_at(count);
        self.rest = rest;
        Ok(blob)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, ImageError> {
        std::str::from_utf8(self.blob()?).map_err(|_| ImageError::Damaged("text that is not UTF-8"))
    }

    /// The rest of a section.
    pub(super) fn section(&mut self) -> Result<Input<'a>, ImageError> {
        Ok(Input::new(self.blob()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, -1, 63, 64, -64, -65, i64::MAX, i64::MIN];
        let mut output = Output::default();
        for number in numbers {
            output.signed(number);
        }
        output.number(u64::MAX);
        output.text("π");
        let mut input = Input::new(&output.bytes);
        for number in numbers {
            assert_eq!(input.signed(), Ok(number));
        }
        assert_eq!(input.number(), Ok(u64::MAX));
        assert_eq!(input.text(), Ok("π"));
        assert!(input.is_empty());
    }

    #[test]
    fn a_count_beyond_the_end_is_refused() {
        let mut output = Output::default();
        output.count(1 << 40);
        assert_eq!(Input::new(&output.bytes).count(), Err(ImageError::Truncated));
        assert!(Input::new(&[0xff; 11]).number().is_err());
    }
}
