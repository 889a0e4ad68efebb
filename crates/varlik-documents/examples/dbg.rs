#![allow(missing_docs, warnings)]
//! x
use varlik_text::*;
fn main(){ let t=std::env::args().nth(1).unwrap(); let mut v=vec![]; tokenize(&t, Lang::Tr, &mut v); let mut keys=String::new(); for k in &v { let s=keys.len(); key_into(&t[k.start as usize..k.end as usize], &mut keys); println!("{:?} {:?} {:?} {:?}", &t[k.start as usize..k.end as usize], k.kind, k.case, &keys[s..]); } 
for s in varlik_documents::training::sequences(&t, Lang::Tr){ println!("{:?} {:?}", s.spans.iter().map(|&(a,b)|&t[a..b]).collect::<Vec<_>>(), s.ends); } }
