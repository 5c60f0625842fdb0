package dialog

import "hotro/internal/llm/redact"

// unsecret is a line without passwords, tokens and the numbers of cards, and whether
// there was one: none becomes a title, a detail or a word said back.
func unsecret(l Line) (Line, bool) {
	s := redact.Secrets(l.Text)
	found := s != l.Text
	if found {
		l.Text, l.Reading = s, nil
	}
	l.Was, l.Quote, l.Seen = redact.Secrets(l.Was), redact.Secrets(l.Quote), redact.Secrets(l.Seen)
	return l, found
}
