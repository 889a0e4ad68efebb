//! The texts of Arrow arrays.

use std::fmt::{Display, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type,
    Decimal128Type, Decimal256Type, DecimalType, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayAccessor};
use arrow_schema::{DataType, TimeUnit};

use crate::table::CellsBuilder;

/// Appends the cells of an array to a column. `Err` says why it has no texts, to be set behind the column's name.
pub(crate) fn push_cells(column: &mut CellsBuilder, array: &dyn Array) -> Result<(), String> {
    match array.data_type() {
        DataType::List(_) => {
            let lists = array.as_list::<i32>();
            let bounds = lists.offsets().windows(2).map(bounds);
            push_lists(column, array, lists.values().as_ref(), bounds)
        }
        DataType::LargeList(_) => {
            let lists = array.as_list::<i64>();
            let bounds = lists.offsets().windows(2).map(bounds);
            push_lists(column, array, lists.values().as_ref(), bounds)
        }
        DataType::ListView(_) => {
            let lists = array.as_list_view::<i32>();
            let starts = lists.offsets().iter().zip(lists.sizes().iter());
            let bounds = starts.map(|(&start, &size)| (start as usize, (start + size) as usize));
            push_lists(column, array, lists.values().as_ref(), bounds)
        }
        DataType::LargeListView(_) => {
            let lists = array.as_list_view::<i64>();
            let starts = lists.offsets().iter().zip(lists.sizes().iter());
            let bounds = starts.map(|(&start, &size)| (start as usize, (start + size) as usize));
            push_lists(column, array, lists.values().as_ref(), bounds)
        }
        DataType::FixedSizeList(_, _) => {
            let lists = array.as_fixed_size_list();
            let size = lists.value_length() as usize;
            let bounds = (0..lists.len()).map(|row| (row * size, (row + 1) * size));
            push_lists(column, array, lists.values().as_ref(), bounds)
        }
        _ => each(array, &mut |text| column.push(text)),
    }
}

fn bounds<O: Copy + TryInto<usize>>(pair: &[O]) -> (usize, usize) {
    let place = |place: usize| pair.get(place).and_then(|&offset| offset.try_into().ok()).unwrap_or(0);
    (place(0), place(1))
}

fn push_lists(
    column: &mut CellsBuilder,
    lists: &dyn Array,
    values: &dyn Array,
    bounds: impl Iterator<Item = (usize, usize)>,
) -> Result<(), String> {
    let mut texts: Vec<Option<String>> = Vec::with_capacity(values.len());
    each(values, &mut |text| texts.push(text.map(str::to_owned)))?;
    for (row, (start, end)) in bounds.enumerate() {
        if lists.is_null(row) {
            column.push(None);
        } else {
            column.push_list(texts.get(start..end).unwrap_or_default().iter().flatten().map(String::as_str));
        }
    }
    Ok(())
}

/// Hands on the text of each element, `None` for a null.
pub(crate) fn each(array: &dyn Array, take: &mut dyn FnMut(Option<&str>)) -> Result<(), String> {
    use DataType as T;
    match array.data_type() {
        T::Null => (0..array.len()).for_each(|_| take(None)),
        T::Utf8 => texts(&array.as_string::<i32>(), take),
        T::LargeUtf8 => texts(&array.as_string::<i64>(), take),
        T::Utf8View => texts(&array.as_string_view(), take),
        T::Binary => bytes(&array.as_binary::<i32>(), take)?,
        T::LargeBinary => bytes(&array.as_binary::<i64>(), take)?,
        T::BinaryView => bytes(&array.as_binary_view(), take)?,
        T::FixedSizeBinary(_) => bytes(&array.as_fixed_size_binary(), take)?,
        T::Boolean => shown(&array.as_boolean(), take, |value, text| put(text, value)),
        T::Int8 => whole::<Int8Type>(array, take),
        T::Int16 => whole::<Int16Type>(array, take),
        T::Int32 => whole::<Int32Type>(array, take),
        T::Int64 => whole::<Int64Type>(array, take),
        T::UInt8 => whole::<UInt8Type>(array, take),
        T::UInt16 => whole::<UInt16Type>(array, take),
        T::UInt32 => whole::<UInt32Type>(array, take),
        T::UInt64 => whole::<UInt64Type>(array, take),
        T::Float16 => {
            shown(&array.as_primitive::<Float16Type>(), take, |value, text| {
                put_float(text, f32::from(value));
            });
        }
        T::Float32 => shown(&array.as_primitive::<Float32Type>(), take, |value, text| put_float(text, value)),
        T::Float64 => shown(&array.as_primitive::<Float64Type>(), take, |value, text| put_float(text, value)),
        T::Decimal32(_, scale) => decimals::<Decimal32Type>(array, *scale, take),
        T::Decimal64(_, scale) => decimals::<Decimal64Type>(array, *scale, take),
        T::Decimal128(_, scale) => decimals::<Decimal128Type>(array, *scale, take),
        T::Decimal256(_, scale) => decimals::<Decimal256Type>(array, *scale, take),
        T::Date32 => {
            shown(&array.as_primitive::<Date32Type>(), take, |days, text| put_day(text, i64::from(days)));
        }
        T::Date64 => {
            shown(&array.as_primitive::<Date64Type>(), take, |value, text| put_time(text, value, 1_000));
        }
        T::Timestamp(TimeUnit::Second, _) => {
            shown(&array.as_primitive::<TimestampSecondType>(), take, |value, text| put_time(text, value, 1));
        }
        T::Timestamp(TimeUnit::Millisecond, _) => {
            shown(&array.as_primitive::<TimestampMillisecondType>(), take, |value, text| {
                put_time(text, value, 1_000);
            });
        }
        T::Timestamp(TimeUnit::Microsecond, _) => {
            shown(&array.as_primitive::<TimestampMicrosecondType>(), take, |value, text| {
                put_time(text, value, 1_000_000);
            });
        }
        T::Timestamp(TimeUnit::Nanosecond, _) => {
            shown(&array.as_primitive::<TimestampNanosecondType>(), take, |value, text| {
                put_time(text, value, 1_000_000_000);
            });
        }
        T::Time32(TimeUnit::Second) => {
            shown(&array.as_primitive::<Time32SecondType>(), take, |value, text| {
                put_clock(text, i64::from(value));
            });
        }
        T::Time32(_) => shown(&array.as_primitive::<Time32MillisecondType>(), take, |value, text| {
            put_clock(text, i64::from(value) / 1_000);
        }),
        T::Time64(TimeUnit::Nanosecond) => {
            shown(&array.as_primitive::<Time64NanosecondType>(), take, |value, text| {
                put_clock(text, value / 1_000_000_000);
            });
        }
        T::Time64(_) => shown(&array.as_primitive::<Time64MicrosecondType>(), take, |value, text| {
            put_clock(text, value / 1_000_000);
        }),
        T::Duration(TimeUnit::Second) => whole::<DurationSecondType>(array, take),
        T::Duration(TimeUnit::Millisecond) => whole::<DurationMillisecondType>(array, take),
        T::Duration(TimeUnit::Microsecond) => whole::<DurationMicrosecondType>(array, take),
        T::Duration(TimeUnit::Nanosecond) => whole::<DurationNanosecondType>(array, take),
        T::Dictionary(key, _) => match key.as_ref() {
            T::Int8 => dictionary::<Int8Type>(array, take)?,
            T::Int16 => dictionary::<Int16Type>(array, take)?,
            T::Int32 => dictionary::<Int32Type>(array, take)?,
            T::Int64 => dictionary::<Int64Type>(array, take)?,
            T::UInt8 => dictionary::<UInt8Type>(array, take)?,
            T::UInt16 => dictionary::<UInt16Type>(array, take)?,
            T::UInt32 => dictionary::<UInt32Type>(array, take)?,
            _ => dictionary::<UInt64Type>(array, take)?,
        },
        T::Struct(_) | T::Map(_, _) | T::Union(_, _) => {
            return Err("is of structs; give their fields as columns of their own, or leave the column out"
                .to_owned());
        }
        T::List(_) | T::LargeList(_) | T::FixedSizeList(_, _) | T::ListView(_) | T::LargeListView(_) => {
            return Err("is of lists of lists; give one list a row, or leave the column out".to_owned());
        }
        other => {
            return Err(format!(
                "is of {other}, which has no text; turn it into text, or leave the column out"
            ));
        }
    }
    Ok(())
}

fn texts<'a>(array: &impl ArrayAccessor<Item = &'a str>, take: &mut dyn FnMut(Option<&str>)) {
    for row in 0..array.len() {
        take(array.is_valid(row).then(|| array.value(row)));
    }
}

fn bytes<'a>(
    array: &impl ArrayAccessor<Item = &'a [u8]>,
    take: &mut dyn FnMut(Option<&str>),
) -> Result<(), String> {
    for row in 0..array.len() {
        if array.is_null(row) {
            take(None);
            continue;
        }
        let text = std::str::from_utf8(array.value(row)).map_err(|_| {
            "is of bytes that are no UTF-8; turn it into text, or leave the column out".to_owned()
        })?;
        take(Some(text));
    }
    Ok(())
}

/// Hands on what `write` makes of each value; a value it makes nothing of is a null.
fn shown<A: ArrayAccessor>(
    array: &A,
    take: &mut dyn FnMut(Option<&str>),
    write: impl Fn(A::Item, &mut String),
) {
    let mut text = String::new();
    for row in 0..array.len() {
        text.clear();
        if array.is_valid(row) {
            write(array.value(row), &mut text);
        }
        take(Some(text.as_str()).filter(|text| !text.is_empty()));
    }
}

fn whole<T: ArrowPrimitiveType<Native: Display>>(array: &dyn Array, take: &mut dyn FnMut(Option<&str>)) {
    shown(&array.as_primitive::<T>(), take, |value, text| put(text, value));
}

fn decimals<T: DecimalType + ArrowPrimitiveType>(
    array: &dyn Array,
    scale: i8,
    take: &mut dyn FnMut(Option<&str>),
) {
    shown(&array.as_primitive::<T>(), take, |value, text| {
        text.push_str(&T::format_decimal(value, T::MAX_PRECISION, scale));
    });
}

fn dictionary<K: ArrowDictionaryKeyType>(
    array: &dyn Array,
    take: &mut dyn FnMut(Option<&str>),
) -> Result<(), String> {
    let dictionary = array.as_dictionary::<K>();
    let mut texts: Vec<Option<String>> = Vec::with_capacity(dictionary.values().len());
    each(dictionary.values().as_ref(), &mut |text| texts.push(text.map(str::to_owned)))?;
    for key in dictionary.keys_iter() {
        take(key.and_then(|key| texts.get(key)).and_then(Option::as_deref));
    }
    Ok(())
}

/// Writing into a `String` cannot fail.
fn put(text: &mut String, value: impl Display) {
    let _ = write!(text, "{value}");
}

/// Writes a number without `.0`, and nothing for one that is none.
fn put_float<F: Copy + Display + Into<f64>>(text: &mut String, value: F) {
    let wide: f64 = value.into();
    if wide == 0.0 {
        text.push('0');
    } else if wide.is_finite() {
        put(text, value);
    }
}

/// Writes the day of a number of days since 1970-01-01: `2024-02-29`.
///
/// The way from days to the calendar is Howard Hinnant's `civil_from_days`.
fn put_day(text: &mut String, days: i64) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let _ = write!(text, "{year:04}-{month:02}-{day:02}");
}

/// Writes a moment of so many parts of a second since 1970: a day, and the time unless it is midnight.
fn put_time(text: &mut String, value: i64, parts: i64) {
    let seconds = value.div_euclid(parts);
    put_day(text, seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    if clock != 0 {
        text.push('T');
        put_clock(text, clock);
    }
}

fn put_clock(text: &mut String, seconds: i64) {
    let _ = write!(text, "{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
}
