//! The expression plugin of Polars, by its C interface (version 0.1, Polars 0.20.31 and later).
//!
//! Polars opens this library and calls the functions below by their names. It passes series as fields and chunks of the
//! Arrow C interface in a struct of its own. One plugin does everything: its second argument names the steps.
#![allow(unsafe_code, reason = "the plugin interface of Polars is pointers and names of functions")]

use std::cell::RefCell;
use std::ffi::{CString, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::slice;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type, to_ffi};
use arrow_array::{Array, ArrayRef, make_array};
use arrow_schema::{DataType, Field};
use varlik::text::Pipeline;
use varlik::text::column::each;

use crate::arrow::bridge::Imported;
use crate::arrow::map::map_text_here;
use crate::arrow::texts::Texts;

/// A series as Polars hands it over: a field, and pointers to as many chunks as `len` says.
#[repr(C)]
pub(super) struct SeriesExport {
    field: *mut FFI_ArrowSchema,
    arrays: *mut *mut FFI_ArrowArray,
    len: usize,
    release: Option<unsafe extern "C" fn(*mut SeriesExport)>,
    private_data: *mut c_void,
}

thread_local! {
    /// Why the last call on this thread gave nothing.
    static LAST_ERROR: RefCell<CString> = RefCell::default();
}

fn fail(message: String) {
    let message = CString::new(message.replace('\0', " ")).unwrap_or_default();
    LAST_ERROR.with(|last| *last.borrow_mut() = message);
}

/// The version of the interface: the major number in the upper half.
#[unsafe(no_mangle)]
pub(super) extern "C" fn _polars_plugin_get_version() -> u32 {
    1
}

/// Why the last call gave nothing.
#[unsafe(no_mangle)]
pub(super) extern "C" fn _polars_plugin_get_last_error_message() -> *const c_char {
    // The string lives as long as the thread makes no other mistake; Polars copies it at once.
    LAST_ERROR.with(|last| last.borrow().as_ptr())
}

/// The type of the answer: text, called as the first argument is.
///
/// # Safety
/// `fields` are `len` schemas, `out` is memory for one: what Polars promises.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn _polars_plugin_field_varlik_steps(
    fields: *const FFI_ArrowSchema,
    len: usize,
    out: *mut FFI_ArrowSchema,
    _options: *const u8,
    _options_len: usize,
) {
    // SAFETY: see above.
    let fields = if len == 0 { &[] } else { unsafe { slice::from_raw_parts(fields, len) } };
    let name = fields.first().and_then(|field| Field::try_from(field).ok());
    let name = name.map_or_else(String::new, |field| field.name().clone());
    match FFI_ArrowSchema::try_from(Field::new(name, DataType::LargeUtf8, true)) {
        // SAFETY: `out` holds nothing that would have to be given back.
        Ok(schema) => unsafe { ptr::write(out, schema) },
        Err(error) => fail(error.to_string()),
    }
}

/// Runs steps over a series: the first argument is the text, the second names the steps in its first row.
///
/// # Safety
/// `inputs` are `len` series that are now ours, `out` is memory for one: what Polars promises.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn _polars_plugin_varlik_steps(
    inputs: *mut SeriesExport,
    len: usize,
    _options: *const u8,
    _options_len: usize,
    out: *mut SeriesExport,
    _context: *mut c_void,
) {
    let answer = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: see above; each series is read once.
        let inputs =
            (0..len).map(|place| unsafe { import(inputs.add(place)) }).collect::<Result<Vec<_>, _>>()?;
        run(inputs)
    }));
    match answer {
        // SAFETY: `out` holds nothing that would have to be given back.
        Ok(Ok((field, chunks))) => match export(&field, &chunks) {
            Ok(series) => unsafe { ptr::write(out, series) },
            Err(message) => fail(message),
        },
        Ok(Err(message)) => fail(message),
        Err(_) => fail("varlik panicked; please report it with the text that was given".to_owned()),
    }
}

fn run(inputs: Vec<Imported>) -> Result<(Field, Vec<ArrayRef>), String> {
    let Ok([text, steps]) = <[Imported; 2]>::try_from(inputs) else {
        return Err("the plugin takes a text and the names of steps".to_owned());
    };
    let steps = Texts::new(steps)?;
    let steps = steps.first().ok_or("the steps are not named")?;
    let pipeline: Pipeline = steps.parse().map_err(|error: varlik::text::Error| error.to_string())?;
    let pipeline = pipeline.with_lexicons(varlik::lexicons());
    let texts = Texts::new(text)?;
    let field = Field::new(texts.name.clone(), DataType::LargeUtf8, true);
    // Polars has its own threads.
    let chunks = map_text_here(&texts, |rows| each(rows, |row, out| pipeline.run_into(row, out)))?;
    Ok((field, chunks))
}

/// # Safety
/// `series` points to a series that nobody else reads any more.
unsafe fn import(series: *mut SeriesExport) -> Result<Imported, String> {
    // SAFETY: the caller's; the arrays are moved out, which Polars expects: its release frees their boxes only.
    unsafe {
        let series = ptr::read(series);
        let field = Field::try_from(&*series.field).map_err(|error| error.to_string());
        let pointers = if series.len == 0 { &[] } else { slice::from_raw_parts(series.arrays, series.len) };
        let arrays: Vec<FFI_ArrowArray> = pointers.iter().map(|&array| ptr::read(array)).collect();
        let chunks = field.and_then(|field| {
            let chunks =
                arrays.into_iter().map(|array| from_ffi_and_data_type(array, field.data_type().clone()));
            let chunks = chunks.map(|data| data.map(make_array)).collect::<Result<Vec<_>, _>>();
            Ok(Imported { chunks: chunks.map_err(|error| error.to_string())?, field: Arc::new(field) })
        });
        let mut series = series;
        if let Some(release) = series.release {
            release(&raw mut series);
        }
        chunks
    }
}

/// What a series of ours owns.
struct Exported {
    field: Box<FFI_ArrowSchema>,
    arrays: Vec<*mut FFI_ArrowArray>,
}

fn export(field: &Field, chunks: &[ArrayRef]) -> Result<SeriesExport, String> {
    let field = Box::new(FFI_ArrowSchema::try_from(field).map_err(|error| error.to_string())?);
    let arrays = chunks.iter().map(|chunk| to_ffi(&chunk.to_data()).map(|(array, _)| array));
    let arrays = arrays.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    let arrays = arrays.into_iter().map(|array| Box::into_raw(Box::new(array))).collect();
    let mut owned = Box::new(Exported { field, arrays });
    Ok(SeriesExport {
        field: &raw mut *owned.field,
        arrays: owned.arrays.as_mut_ptr(),
        len: owned.arrays.len(),
        release: Some(release),
        private_data: Box::into_raw(owned).cast(),
    })
}

unsafe extern "C" fn release(series: *mut SeriesExport) {
    // SAFETY: called once, with a series of `export`. The reader moved the arrays out, so that their boxes are freed
    // without them.
    unsafe {
        let owned = Box::from_raw((*series).private_data.cast::<Exported>());
        for array in owned.arrays {
            drop(Box::from_raw(array.cast::<std::mem::ManuallyDrop<FFI_ArrowArray>>()));
        }
        (*series).release = None;
        (*series).private_data = ptr::null_mut();
    }
}
