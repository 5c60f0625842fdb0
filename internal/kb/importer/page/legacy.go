package page

import (
	_ "embed"
	"strings"
)

// The old encodings of Vietnamese that are no code pages of their own: texts of
// Windows-1252 in which certain letters were drawn as others by the font. A line of
// a table is what stands in the text and what it means; the longer ones come first.
var (
	//go:embed tcvn3.txt
	tcvn3 string // TCVN 5712 type 3, the ABC fonts, whose capitals were another font
	//go:embed vni.txt
	vni string // VNI for Windows: a letter, then its mark
)

// replacer makes a table usable.
func replacer(table string) *strings.Replacer { return strings.NewReplacer(strings.Fields(table)...) }
