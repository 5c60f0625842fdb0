// Package spoken hears error codes in Vietnamese words: as a translator renders
// them ("tác nhân từ không tìm thấy") and as people read them aloud ("phờ rôm
// năm bơ nót phao"), whole or in part, mixed with the code's own words.
//
// Every code is made of a few English words. Each is looked for in a text by
// its renderings (prompts/words/glossary.toml) and by its sound
// (prompts/words/sounds.toml); the code whose words stand side by side, with
// next to nothing between, is the one that is meant. No reading of any code is
// written down: a new code of the guide is heard at once.
//
// What follows from a Match is for package intent to decide. A Book is
// immutable and safe for concurrent use. Start reading at Book.Translated and
// Book.Heard.
package spoken
