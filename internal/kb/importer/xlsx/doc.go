// Package xlsx reads the sheets of a workbook (Office Open XML) as what is shown in
// their cells: shared and rich text, numbers in their formats, the results of
// formulas, which cells are merged. A code shown as 01 is read as 01.
//
// It computes no formula, writes nothing, and knows of styles no more than how a
// number is shown: a library that does all that keeps every method of every type in
// the program, which is a third of its size. Start reading at Read.
package xlsx
