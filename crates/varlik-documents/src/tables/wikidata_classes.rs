// Written by `cargo run -p varlik-dev -- tables` from data/documents/wikidata_classes.tsv. DO NOT EDIT.
// Classes of Wikidata (values of P31, "instance of") whose items a knowledge base takes in, and the type they get.
// Source: written by hand from general knowledge; the item numbers are Wikidata's, CC0. Licence: MIT OR Apache-2.0, as the project.
// An item has the type of the first row here that is one of its classes, so that persons and places come before what they may be besides.
// Columns: class, type, label.
//! Classes of Wikidata whose items are people, places, bodies, peoples and works.

use crate::EntityType::{self, Loc, Misc, Norp, Org, Per};

/// Number of the class and the type of its items, the first to be taken first.
#[rustfmt::skip]
pub(crate) static CLASSES: &[(u32, EntityType)] = &[
    (5, Per), // human
    (6_256, Loc), // country
    (3_624_078, Loc), // sovereign state
    (7_275, Loc), // state
    (3_024_240, Loc), // historical country
    (161_243, Loc), // dependent territory
    (15_239_622, Loc), // disputed territory
    (5_107, Loc), // continent
    (82_794, Loc), // geographic region
    (10_864_048, Loc), // first-level administrative division
    (13_220_204, Loc), // second-level administrative division
    (35_657, Loc), // U.S. state
    (47_168, Loc), // county of the United States
    (1_221_156, Loc), // federated state of Germany
    (36_784, Loc), // region of France
    (6_465, Loc), // department of France
    (16_110, Loc), // region of Italy
    (10_742, Loc), // autonomous community of Spain
    (835_714, Loc), // oblast of Russia
    (41_162, Loc), // republic of Russia
    (48_336, Loc), // province of Turkey
    (1_147_395, Loc), // district of Turkey
    (5_119, Loc), // capital city
    (515, Loc), // city
    (1_549_591, Loc), // big city
    (1_637_706, Loc), // million city
    (200_250, Loc), // metropolis
    (174_844, Loc), // megacity
    (1_093_829, Loc), // city in the United States
    (3_957, Loc), // town
    (532, Loc), // village
    (5_084, Loc), // hamlet
    (486_972, Loc), // human settlement
    (15_284, Loc), // municipality
    (484_170, Loc), // commune of France
    (747_074, Loc), // comune of Italy
    (262_166, Loc), // municipality of Germany
    (188_509, Loc), // suburb
    (123_705, Loc), // neighborhood
    (23_442, Loc), // island
    (33_837, Loc), // archipelago
    (4_022, Loc), // river
    (23_397, Loc), // lake
    (165, Loc), // sea
    (9_430, Loc), // ocean
    (37_901, Loc), // strait
    (39_594, Loc), // bay
    (8_502, Loc), // mountain
    (46_831, Loc), // mountain range
    (8_514, Loc), // desert
    (34_442, Loc), // road
    (12_280, Loc), // bridge
    (22_698, Loc), // park
    (23_413, Loc), // castle
    (16_560, Loc), // palace
    (16_970, Loc), // church building
    (32_815, Loc), // mosque
    (483_110, Loc), // stadium
    (1_248_784, Loc), // airport
    (41_176, Loc), // building
    (43_229, Org), // organization
    (484_652, Org), // international organization
    (245_065, Org), // intergovernmental organization
    (79_913, Org), // non-governmental organization
    (163_740, Org), // nonprofit organization
    (4_830_453, Org), // business
    (783_794, Org), // company
    (6_881_511, Org), // enterprise
    (891_723, Org), // public company
    (22_687, Org), // bank
    (66_344, Org), // central bank
    (46_970, Org), // airline
    (7_278, Org), // political party
    (7_188, Org), // government
    (640_506, Org), // cabinet
    (192_350, Org), // ministry
    (327_333, Org), // government agency
    (47_913, Org), // intelligence agency
    (35_749, Org), // parliament
    (41_487, Org), // court
    (190_752, Org), // supreme court
    (772_547, Org), // armed forces
    (37_726, Org), // army
    (4_508, Org), // navy
    (17_149_090, Org), // armed organization
    (35_535, Org), // police
    (178_790, Org), // trade union
    (157_031, Org), // foundation
    (49_773, Org), // social movement
    (1_530_022, Org), // religious organization
    (3_918, Org), // university
    (38_723, Org), // higher education institution
    (3_914, Org), // school
    (31_855, Org), // research institute
    (16_917, Org), // hospital
    (33_506, Org), // museum
    (7_075, Org), // library
    (192_283, Org), // news agency
    (11_032, Org), // newspaper
    (1_110_794, Org), // daily newspaper
    (41_298, Org), // magazine
    (1_616_075, Org), // television station
    (15_265_344, Org), // broadcaster
    (2_085_381, Org), // publisher
    (215_380, Org), // musical group
    (476_028, Org), // association football club
    (847_017, Org), // sports club
    (12_973_014, Org), // sports team
    (6_979_657, Org), // national association football team
    (1_194_951, Org), // national sports team
    (623_109, Org), // sports league
    (41_710, Norp), // ethnic group
    (231_002, Norp), // nationality
    (9_174, Norp), // religion
    (198, Misc), // war
    (178_561, Misc), // battle
    (131_569, Misc), // treaty
    (40_231, Misc), // public election
    (132_241, Misc), // festival
    (1_656_682, Misc), // event
    (15_275_719, Misc), // recurring event
    (18_608_583, Misc), // recurring sporting event
    (618_779, Misc), // award
    (7_944, Misc), // earthquake
    (11_424, Misc), // film
    (5_398_426, Misc), // television series
    (15_416, Misc), // television program
    (7_725_634, Misc), // literary work
    (571, Misc), // book
    (482_994, Misc), // album
    (7_889, Misc), // video game
    (7_397, Misc), // software
    (34_770, Misc), // language
    (8_142, Misc), // currency
];
