// Package ocr reads the text off screenshots, offline, with tesseract: the
// codes and call IDs on a user's screen, for the matcher to find.
//
// It prepares the picture in Go (turned upright, boxes that stand out first,
// grey, enlarged, levelled when that is needed)
// and runs the tesseract program on it, few at a time and bounded in time. It
// fetches nothing, keeps nothing, and decides nothing: what was read is a
// stranger's text that the dialog confirms with the user. Reader chooses between
// a model that sees and tesseract. All types are safe for concurrent use.
// Start reading at Tesseract.Read.
package ocr
