package intent

import "hotro/internal/intent/codes"

// typedCode is the result of a code found whole, or of the longer ones that it is retold
// from where no document covers it.
func (m *Matcher) typedCode(f codes.Match, s string) Result {
	c := m.codes.Code(f.Codes[0])
	if c.Topic == "" {
		switch ids := m.codes.Longer(f.Codes[0], s); len(ids) {
		case 0:
		case 1:
			return m.wholeCode(m.codes.Code(ids[0]), retold)
		default:
			return m.severalCodes(codes.Match{Kind: codes.Partial, Codes: ids, Score: retold})
		}
	}
	res := m.wholeCode(c, f.Score)
	res.Partial = f.Cut
	return res
}

// retold is how sure a code is of which some words are left out.
const retold = 0.9
