//! Frames: the activation of a block of code.

use crate::code::CodeObject;
use crate::dict::Dict;
use crate::reference::Ref;
use crate::value::Value;

/// A frame as a program sees it (`tb_frame`, `sys._getframe()`): a record of what it was.
pub struct FrameObject {
    /// `f_code`
    pub code: Ref<CodeObject>,
    /// `f_globals`
    pub globals: Ref<Dict>,
    /// Where it stood.
    pub instruction: u32,
    /// `f_back`, or None.
    pub back: Value,
}
