//! Values of Rust as columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};

/// The value of one field.
pub(crate) trait Cell: Sized {
    fn data_type() -> DataType;
    fn column(cells: Vec<Option<Self>>) -> ArrayRef;
}

impl Cell for String {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(StringArray::from_iter(cells))
    }
}

impl Cell for f64 {
    fn data_type() -> DataType {
        DataType::Float64
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(Float64Array::from(cells))
    }
}

impl Cell for usize {
    fn data_type() -> DataType {
        DataType::Int64
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(cells.into_iter().map(|cell| cell.map(|number| number as i64)).collect::<Int64Array>())
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn data_type() -> DataType {
        DataType::List(field::<T>("item"))
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        let nulls: NullBuffer = cells.iter().map(Option::is_some).collect();
        let lengths: Vec<usize> = cells.iter().map(|cell| cell.as_ref().map_or(0, Vec::len)).collect();
        let items = cells.into_iter().flatten().flatten().map(Some).collect();
        Arc::new(ListArray::new(
            field::<T>("item"),
            OffsetBuffer::from_lengths(lengths),
            T::column(items),
            Some(nulls),
        ))
    }
}

impl<T: Record> Cell for T {
    fn data_type() -> DataType {
        DataType::Struct(T::fields())
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        let (nulls, rows) = (cells.iter().map(Option::is_some).collect(), cells.len());
        // The columns are those of the fields and as long as the rows.
        let columns = T::columns(cells);
        Arc::new(
            StructArray::try_new_with_length(T::fields(), columns, Some(nulls), rows)
                .unwrap_or_else(|_| StructArray::new_null(T::fields(), rows)),
        )
    }
}

impl<T: Cell> Cell for Option<T> {
    fn data_type() -> DataType {
        T::data_type()
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        T::column(cells.into_iter().map(Option::flatten).collect())
    }
}

/// An answer of several fields.
pub(crate) trait Record: Sized {
    fn fields() -> Fields;
    fn columns(rows: Vec<Option<Self>>) -> Vec<ArrayRef>;
}

/// A field as a record has it.
pub(crate) fn field<T: Cell>(name: &str) -> Arc<Field> {
    Arc::new(Field::new(name, T::data_type(), true))
}

/// Says which fields of a struct are the columns of a table; a field is called as the struct calls it.
macro_rules! columns {
    ($record:ident { $($field:ident: $type:ty),* $(,)? }) => {
        impl $crate::arrow::cell::Record for $record {
            fn fields() -> arrow_schema::Fields {
                arrow_schema::Fields::from(vec![$($crate::arrow::cell::field::<$type>(
                    stringify!($field).trim_start_matches("r#"),
                ),)*])
            }

            fn columns(rows: Vec<Option<Self>>) -> Vec<arrow_array::ArrayRef> {
                vec![$(<$type as $crate::arrow::cell::Cell>::column(
                    rows.iter().map(|row| row.as_ref().map(|row| row.$field.clone())).collect(),
                ),)*]
            }
        }
    };
}
pub(crate) use columns;
