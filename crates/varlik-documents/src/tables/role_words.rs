// Written by `cargo run -p varlik-dev -- tables` from data/documents/role_words.tsv. DO NOT EDIT.
// Words that stand for the bearers of an office without naming one of them, and words that a government does what it says with.
// Source: written by hand from general knowledge of English and Turkish. Licence: MIT OR Apache-2.0, as the project.
// Columns: kind, offices (shared across languages, separated by spaces; - for none), words and phrases (lower case, separated by commas).
// counterpart: the bearer of the same office elsewhere. many: several bearers of one office. two: a word before it that counts two.
// of_country: a title that is this office where it is a country's (ABD Başkanı), and another's elsewhere.
// leading: the offices whose bearers are leaders. act: what a government does that a town does not, as a verb of the past or the
// present. stance: what a government has and a town does not.
//! Words for the bearers of offices, and for what governments do.

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleWord {
    /// The bearer of the same office elsewhere.
    Counterpart,
    /// Several bearers of an office, by its hash.
    Many(u64),
    /// An office, by its hash, where it is a country's.
    OfCountry(u64),
    /// There are two.
    Two,
    /// What a government does that a town does not.
    Act,
    /// What a government has and a town does not.
    Stance,
}

/// The hashes of the keys of words and phrases, sorted.
#[rustfmt::skip]
pub(crate) static ROLE_WORDS: &[(u64, RoleWord)] = &[
    (0x005f_5a4f_f0a4_dc20, RoleWord::Stance), // itirazi
    (0x0134_19e0_2a2d_ea46, RoleWord::Act), // welcomes
    (0x0260_6b50_9c2d_154b, RoleWord::Many(0xf61d_93ff_d9c0_13fb)), // interior ministers
    (0x0306_63a2_1170_5161, RoleWord::Act), // condemned
    (0x044c_7304_9ed3_d838, RoleWord::Stance), // taleplerini
    (0x046b_42ee_9e54_9600, RoleWord::Act), // sucladi
    (0x0504_e6c4_f3ab_a29a, RoleWord::Act), // warns
    (0x053d_3108_eec0_9999, RoleWord::Act), // responded
    (0x05ea_e2fc_7f79_7d2e, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // liderlerin
    (0x0839_590d_cea6_3fa6, RoleWord::Act), // pledged
    (0x08d9_e8e5_4362_f25e, RoleWord::Stance), // foes
    (0x0aa4_6919_fc99_1ce0, RoleWord::Act), // accuses
    (0x0ba2_f1cc_f163_ec1c, RoleWord::Act), // savundu
    (0x0bb6_1532_46f7_db6c, RoleWord::Stance), // iliskiler
    (0x0c04_e37c_0183_5d0b, RoleWord::Act), // kinadi
    (0x0ca0_9bb8_254c_7ce9, RoleWord::Act), // opposed
    (0x0e1e_a0ed_38b6_a411, RoleWord::Act), // criticized
    (0x1076_116b_347f_6c5e, RoleWord::Stance), // decision
    (0x1294_19d1_0255_3098, RoleWord::Many(0x256b_0ffd_3f2d_4091)), // mayors
    (0x16bb_8f63_966e_3dcd, RoleWord::Act), // kabul etti
    (0x191b_ad86_46ef_f6d6, RoleWord::Act), // retaliated
    (0x193d_cab8_e98e_cfa6, RoleWord::Many(0xda8e_8168_0d72_ee50)), // presidents
    (0x1bb8_a217_e770_3e82, RoleWord::Stance), // opposition
    (0x1de4_7fe1_6180_924f, RoleWord::Stance), // concerns
    (0x1e54_c23b_ff77_a6cf, RoleWord::Act), // considers
    (0x1f5a_01b0_fe8b_fc67, RoleWord::Act), // wants
    (0x20f7_1b55_af7d_6cef, RoleWord::Act), // demands
    (0x20f7_1b55_af7d_6cef, RoleWord::Stance), // demands
    (0x2255_8d0f_7735_3427, RoleWord::Many(0xfa59_08b0_b1ab_1c29)), // bakanlar
    (0x2299_c2c6_7d86_0afa, RoleWord::Stance), // proposal
    (0x23a9_0714_2d4f_7ba5, RoleWord::Stance), // reaction
    (0x23a9_ae86_7b59_471b, RoleWord::Act), // istedi
    (0x2578_d79f_1814_1f7d, RoleWord::Counterpart), // mevkidasi
    (0x26fa_fa70_0345_f32f, RoleWord::Stance), // aciklamasi
    (0x2763_6fb3_7054_bbde, RoleWord::Act), // vows
    (0x2a1a_ce52_284f_6c6a, RoleWord::Act), // urged
    (0x2c12_3948_2d71_5964, RoleWord::Stance), // itirazlari
    (0x2c8d_2726_99ca_02aa, RoleWord::Stance), // dialogue
    (0x2cbd_bf45_00f7_9e7f, RoleWord::Many(0xa4d1_a95f_1429_ecdd)), // finance ministers
    (0x2d7c_8723_ebac_6e66, RoleWord::Counterpart), // muhatabi
    (0x2d8b_3d85_8c28_fe0b, RoleWord::Stance), // refusal
    (0x2e10_f376_c8d8_25e0, RoleWord::Act), // regards
    (0x2f2e_8a97_533d_67e8, RoleWord::Act), // demanded
    (0x30f5_c7bf_0296_32e0, RoleWord::Act), // reacted
    (0x32b8_d9fe_c39a_fc8b, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // liderlerden
    (0x3350_832b_727a_cfb6, RoleWord::Act), // maintains
    (0x335a_255d_3e3c_b0c0, RoleWord::Act), // fears
    (0x348e_d3f1_543a_f859, RoleWord::Stance), // interests
    (0x35ce_0c55_1b75_8803, RoleWord::Act), // ret verdi
    (0x371b_681b_aab3_4cad, RoleWord::Act), // sucluyor
    (0x3783_76ba_6dd9_0570, RoleWord::Stance), // pressure
    (0x380d_ef30_0b0d_c5a1, RoleWord::Many(0xdccc_1990_f938_ab5d)), // foreign ministers
    (0x3a45_4556_30a3_4819, RoleWord::Act), // uyariyor
    (0x3b49_5eba_2030_c245, RoleWord::Act), // opposes
    (0x3be0_0605_b605_b7e7, RoleWord::Act), // istiyor
    (0x3e27_50eb_60ab_adee, RoleWord::Act), // refuses
    (0x3f6b_d0fb_4e38_b5ad, RoleWord::Many(0xa4d1_a95f_1429_ecdd)), // maliye bakanlari
    (0x4098_c75c_05e1_b5c6, RoleWord::Stance), // tutumu
    (0x423d_855b_fc7e_0837, RoleWord::Stance), // beklentileri
    (0x4240_cb55_83db_14ed, RoleWord::Many(0x3ad0_ed47_ec51_3df2)), // sozculer
    (0x424f_b946_dffd_ec8a, RoleWord::Two), // both
    (0x42ed_6f81_73df_6a1c, RoleWord::Stance), // politikasi
    (0x4621_12e4_60bc_82b3, RoleWord::Act), // destekliyor
    (0x4731_ef2a_c0a0_a6a7, RoleWord::Act), // denies
    (0x48c9_25e2_332c_bfa0, RoleWord::Stance), // tension
    (0x4932_10ad_759f_f203, RoleWord::Stance), // gorusmeleri
    (0x4a75_e899_54a5_815c, RoleWord::Stance), // deal
    (0x4b07_069d_8e6a_9149, RoleWord::Act), // hoped
    (0x4b92_e3b5_fbdb_b3c2, RoleWord::Act), // refused
    (0x4bbf_ea38_c8c7_8824, RoleWord::Stance), // rejection
    (0x4ed9_8944_2e99_6615, RoleWord::Stance), // yaklasimi
    (0x51a2_71e4_f758_87ab, RoleWord::Many(0x6bf2_f61d_255c_6218)), // buyukelciler
    (0x5269_5e61_281a_c682, RoleWord::Stance), // diyalog
    (0x52b4_a3ee_e080_3ca6, RoleWord::Act), // argued
    (0x54c4_3345_5cdc_1824, RoleWord::Stance), // objections
    (0x5521_7929_a705_2eb3, RoleWord::Stance), // tepkisi
    (0x559a_ef1f_0e9e_a197, RoleWord::Act), // backed
    (0x5918_339a_92b6_e3bd, RoleWord::Many(0xa23e_7ca1_7dab_238c)), // prime ministers
    (0x59aa_8f52_2c0c_5ae4, RoleWord::Stance), // iliskilerin
    (0x59d8_3be5_e010_42f5, RoleWord::Act), // destekledi
    (0x5b19_bb97_74e0_4186, RoleWord::Stance), // talepleri
    (0x5dd7_fe3f_1323_275d, RoleWord::Act), // hedefliyor
    (0x5e66_b876_d4e2_2c7f, RoleWord::Stance), // allies
    (0x606f_d669_ebef_3264, RoleWord::Stance), // gerginlik
    (0x6195_3eed_ea3b_13d6, RoleWord::Stance), // politikasini
    (0x6245_66a1_55b8_2570, RoleWord::Stance), // support
    (0x643d_4e74_09b3_2fac, RoleWord::Stance), // dispute
    (0x643f_7403_c7b1_0e50, RoleWord::Act), // wanted
    (0x6447_fa49_2525_efb1, RoleWord::Stance), // cooperation
    (0x6489_9dca_5784_7811, RoleWord::Many(0xa23e_7ca1_7dab_238c)), // basbakanlar
    (0x648a_4458_ef91_1b96, RoleWord::Stance), // iliskilerde
    (0x65a3_7173_bdff_2f9c, RoleWord::Stance), // cabalari
    (0x6622_c80e_8635_be14, RoleWord::Act), // acikladi
    (0x6740_95f6_3874_77ed, RoleWord::Counterpart), // counterpart
    (0x695f_bf05_4f06_3ed8, RoleWord::Stance), // negotiations
    (0x6d15_97a2_c06a_ec0f, RoleWord::Stance), // veto
    (0x6d3e_abf2_2326_0672, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // liderleri
    (0x6d45_84f3_910c_ebbf, RoleWord::Act), // rejects
    (0x6dd6_ce21_fa99_672c, RoleWord::Two), // her iki
    (0x6fcd_7cff_3098_5ac5, RoleWord::Many(0xda8e_8168_0d72_ee50)), // devlet baskanlari
    (0x6fea_3d67_6dc6_029b, RoleWord::Many(0xf61d_93ff_d9c0_13fb)), // icisleri bakanlari
    (0x7004_d446_4737_c0c8, RoleWord::Act), // blames
    (0x724d_ebb3_3840_acd0, RoleWord::Act), // claims
    (0x72fb_6013_ea5c_9df5, RoleWord::Stance), // demand
    (0x7545_4be7_237d_e7cc, RoleWord::Stance), // stance
    (0x77d6_2c8e_5a2a_b68e, RoleWord::Stance), // tutumunu
    (0x780a_139c_101c_f883, RoleWord::Many(0xdccc_1990_f938_ab5d)), // disisleri bakanlari
    (0x7fb2_f53c_dc8c_c984, RoleWord::Act), // ongoruyor
    (0x802c_ab3f_11c2_10dd, RoleWord::Act), // intends
    (0x8094_232f_0721_4e10, RoleWord::Stance), // cabalarini
    (0x8097_5a07_73df_dde3, RoleWord::Stance), // approval
    (0x80db_ee67_3261_e9d3, RoleWord::Act), // supports
    (0x81fe_10e9_72e2_103f, RoleWord::Many(0xa23e_7ca1_7dab_238c)), // basbakanlari
    (0x82c0_ce5d_02b1_a345, RoleWord::Act), // duyurdu
    (0x8397_b2f8_c923_f85c, RoleWord::Act), // supported
    (0x85ef_824d_0747_a743, RoleWord::Stance), // efforts
    (0x87f7_0902_e059_d8af, RoleWord::Act), // argues
    (0x8981_2019_c866_241f, RoleWord::Stance), // gerilim
    (0x8b41_3067_9fc5_e802, RoleWord::Stance), // plans
    (0x8c01_9ac1_918e_7b3a, RoleWord::Stance), // muzakereleri
    (0x8e02_42e5_a0e9_c62d, RoleWord::Stance), // kararini
    (0x8f6d_5ee5_2d9a_d66b, RoleWord::Act), // blamed
    (0x8ff4_e477_cbbf_4fb5, RoleWord::Act), // denied
    (0x90eb_9123_eb0e_e0b8, RoleWord::Act), // criticised
    (0x91a1_8765_c9cb_def6, RoleWord::Act), // cagirdi
    (0x9250_207e_16f6_d82e, RoleWord::Stance), // offer
    (0x92b4_2561_156e_e7ec, RoleWord::Stance), // position
    (0x9344_c4db_e2ac_796d, RoleWord::Act), // karsi cikti
    (0x95b9_070c_bc71_2035, RoleWord::Stance), // gorusmeler
    (0x962b_2066_54c0_972c, RoleWord::Many(0x3ad0_ed47_ec51_3df2)), // spokespersons
    (0x96d5_b18c_a47a_54ac, RoleWord::Stance), // isbirligi
    (0x9859_5440_3965_5b58, RoleWord::Act), // savunuyor
    (0x9bb3_e2da_9e84_46e3, RoleWord::Act), // karsi cikiyor
    (0x9bf2_5172_e872_199e, RoleWord::Act), // kiniyor
    (0x9cfe_5337_5628_761d, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // liderler
    (0x9e60_51e0_1c99_cff3, RoleWord::Act), // backs
    (0x9ff2_7290_a091_cb1a, RoleWord::Act), // condemns
    (0xa0ce_acc9_6cb5_1bbc, RoleWord::Stance), // onerisini
    (0xa0e3_1d21_c555_6c1f, RoleWord::Counterpart), // mevkidas
    (0xa26c_8e80_1fdf_7282, RoleWord::Stance), // intentions
    (0xa350_a825_5356_94c5, RoleWord::Stance), // tensions
    (0xa4e6_68b9_3b33_21f4, RoleWord::Stance), // talebi
    (0xa5cd_18a8_9ead_9940, RoleWord::Act), // agreed
    (0xa620_3f6f_84c9_e07f, RoleWord::Stance), // policy
    (0xa695_2b70_3461_070a, RoleWord::Stance), // relations
    (0xa72a_627a_7033_19c0, RoleWord::Act), // believes
    (0xa80b_a56b_aecf_85fe, RoleWord::Act), // rejected
    (0xa8a9_92af_bf28_7e97, RoleWord::Act), // claimed
    (0xa94b_9f69_30e3_74ea, RoleWord::Act), // talep ediyor
    (0xa9c5_314c_111d_1972, RoleWord::Act), // warned
    (0xaa85_4efd_81c4_502f, RoleWord::Act), // threatened
    (0xae19_4895_f695_f689, RoleWord::Act), // tepki gosterdi
    (0xae89_b1e5_6fac_5e8a, RoleWord::Stance), // ties
    (0xb01a_8382_0c84_d551, RoleWord::Stance), // destegi
    (0xb047_304b_48ac_12e3, RoleWord::Stance), // talks
    (0xb057_f201_5648_7e5c, RoleWord::Act), // reddediyor
    (0xb23b_ac71_68cc_6459, RoleWord::Act), // says
    (0xb3f5_782b_5efd_6c1c, RoleWord::Act), // maintained
    (0xb45f_edfb_7351_8891, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // leaders
    (0xb476_a10c_7d59_8ccf, RoleWord::Stance), // tepkisini
    (0xb642_cfef_9209_81a4, RoleWord::Stance), // ambitions
    (0xb6d6_ff05_d7d6_128c, RoleWord::Stance), // iliskileri
    (0xb73d_3db1_62d3_2487, RoleWord::Stance), // onerisi
    (0xb856_9afc_3e7f_ccc2, RoleWord::Stance), // beklentisi
    (0xb8c8_b9a1_c5a8_6ae0, RoleWord::Act), // memnuniyetle karsiladi
    (0xbabc_3d55_be03_d93d, RoleWord::Act), // vowed
    (0xbbcc_ada0_6bfc_ebfa, RoleWord::Act), // signalled
    (0xbd57_a0ef_fabd_3598, RoleWord::Stance), // karari
    (0xbf5b_9515_ccf8_655f, RoleWord::Stance), // rift
    (0xbf6c_f4bd_b54b_0469, RoleWord::Act), // planliyor
    (0xc17c_4fc0_ffec_9fa4, RoleWord::Many(0xfa59_08b0_b1ab_1c29)), // ministers
    (0xc6f9_7590_33a5_5694, RoleWord::Many(0x81d8_f64f_0512_04f7)), // defense ministers
    (0xc803_8022_3c1d_89fa, RoleWord::Act), // hopes
    (0xc932_d3b5_5152_7fb6, RoleWord::Many(0x2d73_0b99_16cf_61f3)), // liderlere
    (0xc984_b4f4_a8f4_4ba0, RoleWord::Act), // urges
    (0xcada_fcc5_fb73_2f79, RoleWord::Act), // signaled
    (0xcc78_56c1_3f13_b0f1, RoleWord::OfCountry(0xda8e_8168_0d72_ee50)), // baskani
    (0xd4b0_8524_adec_df36, RoleWord::Stance), // planlari
    (0xd790_6d76_a035_9146, RoleWord::Stance), // criticism
    (0xd7a2_52fe_81d9_743c, RoleWord::Stance), // endiseleri
    (0xddd5_e7d2_9fec_055f, RoleWord::Act), // onayladi
    (0xde90_d321_e2ec_2ce2, RoleWord::Act), // bekliyor
    (0xdee7_a69b_8870_9868, RoleWord::Act), // views
    (0xdef4_ef18_b263_b3d9, RoleWord::Act), // yalanladi
    (0xdfcb_19f4_73b9_6d45, RoleWord::Counterpart), // opposite number
    (0xe01b_dcec_450c_888b, RoleWord::Stance), // muzakereler
    (0xe1b1_f735_5e37_1222, RoleWord::Act), // pledges
    (0xe26f_1060_c93b_fc30, RoleWord::Many(0x81d8_f64f_0512_04f7)), // savunma bakanlari
    (0xe288_2a01_9f68_c812, RoleWord::Act), // uyardi
    (0xe39f_680f_84dd_073c, RoleWord::Stance), // agreement
    (0xe406_ceb6_adb1_1391, RoleWord::Act), // sees
    (0xe46f_7bec_893a_2393, RoleWord::Act), // reddetti
    (0xe567_c4bd_b63c_d72e, RoleWord::Stance), // cikarlari
    (0xe5b0_05de_08ce_0ad4, RoleWord::Two), // two
    (0xe7f0_bc8b_68d7_1912, RoleWord::Stance), // is birligi
    (0xea28_2d39_ca43_0aa0, RoleWord::Act), // sanctioned
    (0xeb36_0b55_ea3e_85fd, RoleWord::Stance), // destegini
    (0xeb51_164e_1e42_59d0, RoleWord::Act), // said
    (0xeec7_a4ab_ecd0_346a, RoleWord::Act), // talep etti
    (0xefa1_1cdb_bb3d_8af9, RoleWord::OfCountry(0xda8e_8168_0d72_ee50)), // baskan
    (0xefb6_6d1b_61d4_370e, RoleWord::Stance), // anlasma
    (0xf092_892b_9816_026e, RoleWord::Many(0x3ad0_ed47_ec51_3df2)), // spokespeople
    (0xf15b_7afc_8ee3_47dd, RoleWord::Many(0x6bf2_f61d_255c_6218)), // ambassadors
    (0xf3ae_8aa2_8422_4e19, RoleWord::Many(0x3ad0_ed47_ec51_3df2)), // spokesmen
    (0xf443_218c_a3de_348d, RoleWord::Many(0xa23e_7ca1_7dab_238c)), // premiers
    (0xf580_85fe_e9be_1016, RoleWord::Act), // agrees
    (0xf73e_957d_d29a_0a27, RoleWord::Act), // accused
    (0xf8fa_685a_783c_6fd8, RoleWord::Many(0xda8e_8168_0d72_ee50)), // cumhurbaskanlari
    (0xf9d2_a1c2_76fe_532a, RoleWord::Act), // insists
    (0xf9dc_0ee9_83e3_d268, RoleWord::Act), // threatens
    (0xfa6e_5851_027b_7a3e, RoleWord::Two), // iki
    (0xfb92_2d34_ced2_be92, RoleWord::Stance), // response
    (0xfc6d_561a_6d92_b75a, RoleWord::Act), // welcomed
    (0xfcc3_70f7_6ca9_c2a6, RoleWord::Many(0x81d8_f64f_0512_04f7)), // defence ministers
    (0xfe9f_6147_d5d5_e6ee, RoleWord::Many(0x256b_0ffd_3f2d_4091)), // belediye baskanlari
    (0xfeb8_9c26_35f1_92f0, RoleWord::Act), // insisted
];

/// The hashes of the offices whose bearers are leaders, sorted.
#[rustfmt::skip]
pub(crate) static LEADING: &[u64] = &[
    0x2d73_0b99_16cf_61f3, // office:leader
    0x5339_0754_c284_3984, // office:queen
    0x9edd_5c98_920d_4742, // office:chancellor
    0xa23e_7ca1_7dab_238c, // office:prime-minister
    0xb84d_c275_5e9c_654d, // office:king
    0xda8e_8168_0d72_ee50, // office:president
];
