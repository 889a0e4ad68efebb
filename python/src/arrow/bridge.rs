//! The Arrow C interfaces: arrays that come from other libraries and go to them without a copy.
//!
//! The only place of this crate with `unsafe`. What comes in is trusted as every consumer of these interfaces trusts
//! it: pointers and lengths are those of the producer. Its text is not: see [`crate::arrow::texts`].
#![allow(unsafe_code, reason = "the Arrow C interfaces are pointers")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;
use std::vec;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayReader, ArrayRef, GenericStringArray, OffsetSizeTrait, make_array};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, FieldRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::errors::InputError;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// What an object of another library holds.
pub(crate) struct Imported {
    pub(crate) field: FieldRef,
    pub(crate) chunks: Vec<ArrayRef>,
}

/// Takes in an object with `__arrow_c_stream__` or `__arrow_c_array__`; `None` where it has neither.
///
/// The interpreter's lock is given up while a stream is read, for there may be a query behind it.
pub(crate) fn import(object: &Bound<'_, PyAny>) -> PyResult<Option<Imported>> {
    let py = object.py();
    if let Some(reader) = stream(object)? {
        let read = py.detach(|| {
            let field = Arc::clone(reader.field());
            let chunks = reader.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
            Ok(Imported { field, chunks })
        });
        return read.map(Some).map_err(|error| broken(&error));
    }
    if let Some(method) = object.getattr_opt("__arrow_c_array__")? {
        let pair = method.call0()?;
        let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let (schema, array) = (pointer_of(&schema, SCHEMA)?, pointer_of(&array, ARRAY)?);
        // SAFETY: as above; both are moved out of their capsules, which outlive this block.
        let (schema, array) =
            unsafe { (FFI_ArrowSchema::from_raw(schema.cast()), FFI_ArrowArray::from_raw(array.cast())) };
        let field = Field::try_from(&schema).map_err(|error| broken(&error))?;
        // SAFETY: the producer gives an array of the schema it gives.
        let chunk = unsafe { from_ffi_and_data_type(array, field.data_type().clone()) };
        let chunk = make_array(chunk.map_err(|error| broken(&error))?);
        return Ok(Some(Imported { field: Arc::new(field), chunks: vec![chunk] }));
    }
    Ok(None)
}

/// Opens the stream of an object with `__arrow_c_stream__`, to be read chunk by chunk on any thread.
pub(crate) fn stream(object: &Bound<'_, PyAny>) -> PyResult<Option<ArrayStreamReader>> {
    let Some(method) = object.getattr_opt("__arrow_c_stream__")? else { return Ok(None) };
    let capsule = method.call0()?;
    let pointer = pointer_of(&capsule, STREAM)?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name points to a stream that its producer keeps until the capsule is dropped, which is
    // behind this call. The stream is moved out; the capsule finds it released.
    let reader = unsafe { ArrayStreamReader::from_raw(pointer) };
    reader.map(Some).map_err(|error| broken(&error))
}

fn pointer_of(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut c_void> {
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| {
        PyTypeError::new_err(format!("the Arrow interface gave no capsule {:?}", name.to_string_lossy()))
    })?;
    Ok(capsule.pointer_checked(Some(name))?.as_ptr())
}

pub(crate) fn broken(error: &ArrowError) -> PyErr {
    InputError::new_err(format!("the column cannot be used: {error}"))
}

/// Hands an array out as `__arrow_c_array__` does: a schema and an array.
pub(crate) fn export_array<'py>(
    py: Python<'py>,
    field: &Field,
    array: &ArrayRef,
) -> PyResult<Bound<'py, PyTuple>> {
    let (array, _) = to_ffi(&array.to_data()).map_err(|error| broken(&error))?;
    let schema = FFI_ArrowSchema::try_from(field).map_err(|error| broken(&error))?;
    let schema = PyCapsule::new_with_value(py, schema, SCHEMA)?;
    let array = PyCapsule::new_with_value(py, array, ARRAY)?;
    PyTuple::new(py, [schema, array])
}

/// Hands the type of a column out as `__arrow_c_schema__` does.
pub(crate) fn export_schema<'py>(py: Python<'py>, field: &Field) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(field).map_err(|error| broken(&error))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// Hands chunks out as `__arrow_c_stream__` does.
pub(crate) fn export_stream(
    py: Python<'_>,
    field: FieldRef,
    chunks: Vec<ArrayRef>,
) -> PyResult<Bound<'_, PyCapsule>> {
    let source = Box::new(Source { field, chunks: chunks.into_iter(), error: None });
    // SAFETY: the callbacks below are given this very struct, whose private data is a `Source` until `release` frees
    // it and takes the callback away.
    let stream = unsafe {
        FFI_ArrowArrayStream::new_unchecked(
            Some(get_schema),
            Some(get_next),
            Some(get_last_error),
            Some(release),
            Box::into_raw(source).cast(),
        )
    };
    PyCapsule::new_with_value(py, stream, STREAM)
}

/// What stands behind a stream that we hand out.
struct Source {
    field: FieldRef,
    chunks: vec::IntoIter<ArrayRef>,
    error: Option<CString>,
}

impl Source {
    /// # Safety
    /// `stream` was made by [`export_stream`] and not released, and is used by one thread at a time: the interface
    /// asks both of its consumer.
    unsafe fn of<'a>(stream: *mut FFI_ArrowArrayStream) -> &'a mut Self {
        // SAFETY: see above; the private data is a boxed `Source`.
        unsafe { &mut *(*stream).private_data().cast::<Self>() }
    }

    fn fail(&mut self, error: &ArrowError) -> c_int {
        self.error = CString::new(error.to_string().replace('\0', " ")).ok();
        // EINVAL, the same number wherever Python runs.
        22
    }
}

unsafe extern "C" fn get_schema(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowSchema) -> c_int {
    // SAFETY: a consumer calls with a live stream of ours.
    let source = unsafe { Source::of(stream) };
    match FFI_ArrowSchema::try_from(source.field.as_ref()) {
        Ok(schema) => {
            // SAFETY: `out` is memory of the consumer that holds nothing yet.
            unsafe { ptr::write(out, schema) };
            0
        }
        Err(error) => source.fail(&error),
    }
}

unsafe extern "C" fn get_next(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    // SAFETY: a consumer calls with a live stream of ours.
    let source = unsafe { Source::of(stream) };
    let array = match source.chunks.next().map(|chunk| to_ffi(&chunk.to_data())) {
        Some(Ok((array, _))) => array,
        Some(Err(error)) => return source.fail(&error),
        // A released array is the end.
        None => FFI_ArrowArray::empty(),
    };
    // SAFETY: `out` is memory of the consumer that holds nothing yet.
    unsafe { ptr::write(out, array) };
    0
}

unsafe extern "C" fn get_last_error(stream: *mut FFI_ArrowArrayStream) -> *const c_char {
    // SAFETY: a consumer calls with a live stream of ours.
    let source = unsafe { Source::of(stream) };
    source.error.as_ref().map_or(ptr::null(), |error| error.as_ptr())
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: called once, by whoever owns the stream; the box is the one of `export_stream`. The struct is
    // overwritten and not dropped, for dropping it would come back here.
    unsafe {
        drop(Box::from_raw((*stream).private_data().cast::<Source>()));
        ptr::write(stream, FFI_ArrowArrayStream::empty());
    }
}

/// Makes an array of text.
///
/// `values` are those of a column of `varlik_text`, which writes UTF-8 only, or of another array of text.
///
/// # Panics
/// The offsets do not rise within `values`, or there are as many nulls as no rows are: a mistake of this crate.
pub(crate) fn text_array<O: OffsetSizeTrait>(
    values: Buffer,
    offsets: Vec<O>,
    nulls: Option<NullBuffer>,
) -> ArrayRef {
    // Checks that they rise.
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    assert!(offsets.last().as_usize() <= values.len(), "offsets lie within the values");
    assert!(nulls.as_ref().is_none_or(|nulls| nulls.len() + 1 == offsets.len()), "every row has its bit");
    // SAFETY: the offsets rise and end within the values, which are UTF-8 and cut at its letters by whoever wrote them
    // (`Strings` of varlik_text is made by whole strings only).
    Arc::new(unsafe { GenericStringArray::new_unchecked(offsets, values, nulls) })
}
