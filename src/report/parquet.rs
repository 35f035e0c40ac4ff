//! Tables for data frames: Parquet, compressed with Snappy, with types, nulls and where the numbers come from.

use std::collections::HashMap;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde::Serialize;

use super::data::{Column, Kind, Table, Values};
use crate::replicate::forecast::Facts;

/// The table as bytes of a .parquet file: the same for the same results.
///
/// # Errors
/// A sentence, where the library refuses.
pub fn write(facts: &Facts, table: &dyn Table) -> std::result::Result<Vec<u8>, String> {
    file(facts, table).map_err(|error| format!("the table `{}` cannot be made: {error}", table.name()))
}

fn file(facts: &Facts, table: &dyn Table) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(metadata(facts, table)))
        .build();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema(table)?, Arc::new(properties))?;
    for index in 0..table.groups() {
        let mut group = writer.next_row_group()?;
        for (column, values) in table.columns().iter().zip(table.group(index)) {
            let Some(mut writer) = group.next_column()? else { break };
            write_values(&mut writer, column, &values)?;
            writer.close()?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(bytes)
}

fn schema(table: &dyn Table) -> Result<TypePtr> {
    let fields = table.columns().iter().map(|column| Ok(Arc::new(field(column)?)));
    let fields = fields.collect::<Result<Vec<TypePtr>>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name()).with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<Type> {
    let (physical, logical) = match column.kind {
        Kind::Number => (Physical::INT32, None),
        Kind::Whole => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Truth => (Physical::BOOLEAN, None),
    };
    let repetition = if column.has_gaps { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(&column.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}

fn write_values(writer: &mut SerializedColumnWriter, column: &Column, values: &Values) -> Result<()> {
    match values {
        Values::Whole(values) if column.kind == Kind::Number => {
            let narrow = values.iter().map(|value| value.and_then(|value| i32::try_from(value).ok()));
            put::<Int32Type>(writer, column, narrow)
        }
        Values::Whole(values) => put::<Int64Type>(writer, column, values.iter().copied()),
        Values::Real(values) => put::<DoubleType>(writer, column, values.iter().copied()),
        Values::Text(values) => {
            // Few texts, each in many rows: every one is copied once.
            let mut texts: HashMap<&str, ByteArray> = HashMap::new();
            for text in values.iter().flatten() {
                texts.entry(text).or_insert_with(|| ByteArray::from(*text));
            }
            let bytes = values.iter().map(|value| value.map(|text| texts[text].clone()));
            put::<ByteArrayType>(writer, column, bytes)
        }
        Values::Truth(values) => put::<BoolType>(writer, column, values.iter().map(|value| Some(*value))),
    }
}

/// Writes the values that are there, and where there are gaps which rows have one.
fn put<T: DataType>(
    writer: &mut SerializedColumnWriter,
    column: &Column,
    values: impl Iterator<Item = Option<T::T>> + Clone,
) -> Result<()> {
    let levels: Vec<i16> = values.clone().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<T::T> = values.flatten().collect();
    let levels = column.has_gaps.then_some(levels.as_slice());
    writer.typed::<T>().write_batch(&present, levels, None)?;
    Ok(())
}

#[derive(Serialize)]
struct ColumnView<'a> {
    name: &'a str,
    unit: &'a str,
    meaning: &'a str,
}

/// Where the numbers come from, and what the columns mean.
fn metadata(facts: &Facts, table: &dyn Table) -> Vec<KeyValue> {
    let provenance = &facts.provenance;
    let columns = table.columns().iter();
    let columns: Vec<ColumnView> =
        columns.map(|Column { name, unit, meaning, .. }| ColumnView { name, unit, meaning }).collect();
    let columns =
        serde_json::to_string(&columns).expect("plain structs with string keys always have a written form");
    [
        ("version", provenance.version.to_owned()),
        ("kernel", provenance.kernel.to_owned()),
        ("seed", provenance.seed.to_string()),
        ("scenario_hash", provenance.scenario_hash.clone()),
        ("scenario", facts.stem.clone()),
        ("title", facts.title.clone()),
        ("currency", facts.currency.clone()),
        ("replications", facts.replications.to_string()),
        ("columns", columns),
    ]
    .map(|(key, value)| KeyValue::new(key.to_owned(), value))
    .to_vec()
}
