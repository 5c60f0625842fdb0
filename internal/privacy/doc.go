// Package privacy is the life and death of what is kept about people: the
// table of what there is (Kinds, which docs/privacy.md shows), the Eraser,
// which carries out the decision that a person is forgotten, and People, who
// finds them and exports what is kept.
//
// It decides nothing: who may have somebody forgotten, and who is asked back
// first, is for the dialog and the desk. It keeps no copy of what
// it deletes; its log of deletions says when, by whom and how much, and nothing
// of whom.
//
// Everything is safe for concurrent use. Start reading at Eraser.Lane.
package privacy
