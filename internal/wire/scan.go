package wire

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// peek is the byte at hand, 0 at the end.
func (c *Codec) peek() byte {
	if c.pos < len(c.in) {
		return c.in[c.pos]
	}
	return 0
}

func (c *Codec) space() {
	for c.pos < len(c.in) {
		switch c.in[c.pos] {
		case ' ', '\t', '\r', '\n':
			c.pos++
		default:
			return
		}
	}
}

func (c *Codec) null() { c.literal("null") }

func (c *Codec) literal(s string) {
	if !strings.HasPrefix(c.in[c.pos:], s) {
		c.fail(s + " is missing")
		return
	}
	c.pos += len(s)
}

// text reads a string; one without escapes is a part of the input.
func (c *Codec) text() string {
	if c.expect('"'); c.err != nil {
		return ""
	}
	from := c.pos
	for i := from; i < len(c.in); i++ {
		switch b := c.in[i]; {
		case b == '"':
			c.pos = i + 1
			return c.in[from:i]
		case b == '\\':
			return c.escaped(from, i)
		case b < ' ':
			c.pos = i
			c.fail("a control character stands in a string")
			return ""
		}
	}
	c.fail("a string does not end")
	return ""
}

// escaped reads a string that began at from and has its first escape at i.
func (c *Codec) escaped(from, i int) string {
	b := append(make([]byte, 0, 2*(i-from)+16), c.in[from:i]...)
	for c.pos = i; c.pos < len(c.in); {
		switch x := c.in[c.pos]; {
		case x == '"':
			c.pos++
			return string(b)
		case x == '\\':
			b = c.escape(b)
		case x < ' ':
			c.fail("a control character stands in a string")
		default:
			b = append(b, x)
			c.pos++
		}
	}
	c.fail("a string does not end")
	return ""
}

// escape appends what an escape stands for.
func (c *Codec) escape(b []byte) []byte {
	c.pos++
	x := c.peek()
	c.pos++
	if at := strings.IndexByte(`"\/bfnrt`, x); at >= 0 && x != 0 {
		return append(b, "\"\\/\b\f\n\r\t"[at])
	}
	if x != 'u' {
		c.fail("an unknown escape")
		return b
	}
	r := c.hex()
	if utf16.IsSurrogate(r) {
		low, kept := rune(0), c.pos
		if strings.HasPrefix(c.in[min(c.pos, len(c.in)):], `\u`) {
			c.pos += 2
			low = c.hex()
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError && c.err == nil {
			c.pos = kept // what follows is no half of a pair, and stands for itself
		}
	}
	return utf8.AppendRune(b, r)
}

// hex reads four hexadecimal digits.
func (c *Codec) hex() rune {
	if c.pos+4 > len(c.in) {
		c.fail("an escape is cut off")
		return 0
	}
	n, err := strconv.ParseUint(c.in[c.pos:c.pos+4], 16, 16)
	if err != nil {
		c.fail("an escape is no number")
		return 0
	}
	c.pos += 4
	return rune(n)
}

// number is the text of the number at hand.
func (c *Codec) number() string {
	from := c.pos
	for c.pos < len(c.in) && strings.IndexByte("+-0123456789.eE", c.in[c.pos]) >= 0 {
		c.pos++
	}
	return c.in[from:c.pos]
}

// skip passes over a value of any kind.
func (c *Codec) skip() {
	for open := 0; ; {
		c.space()
		switch b := c.peek(); {
		case b == '{', b == '[':
			open++
			c.pos++
		case b == '}' && open > 0, b == ']' && open > 0:
			open--
			c.pos++
		case (b == ',' || b == ':') && open > 0:
			c.pos++
			continue
		case b == '"':
			c.skipText()
		case b == 't':
			c.literal("true")
		case b == 'f':
			c.literal("false")
		case b == 'n':
			c.null()
		case c.number() != "":
		default:
			c.fail("no value")
		}
		if open == 0 || c.err != nil {
			return
		}
	}
}

// skipText passes over a string, whatever its escapes stand for.
func (c *Codec) skipText() {
	for from := c.pos + 1; ; {
		end := strings.IndexByte(c.in[from:], '"')
		if end < 0 {
			c.fail("a string does not end")
			return
		}
		escapes := 0
		for at := from + end - 1; at > c.pos && c.in[at] == '\\'; at-- {
			escapes++
		}
		if from += end + 1; escapes%2 == 0 {
			c.pos = from
			return
		}
	}
}

// Which bytes are written with an escape.
const hexDigits = "0123456789abcdef"

// appendText appends a string as JSON. What is no UTF-8 is written as the
// character that stands for that.
func appendText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' && b < utf8.RuneSelf {
			i++
			continue
		}
		n := 1
		if b >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			if !(r == utf8.RuneError && n == 1) && r != '\u2028' && r != '\u2029' {
				i += n
				continue
			}
			dst = append(dst, s[from:i]...)
			dst = appendUnit(dst, r)
		} else {
			dst = append(dst, s[from:i]...)
			dst = appendEscape(dst, b)
		}
		i += n
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

func appendEscape(dst []byte, b byte) []byte {
	if at := strings.IndexByte("\"\\\b\f\n\r\t", b); at >= 0 {
		return append(dst, '\\', `"\bfnrt`[at])
	}
	return appendUnit(dst, rune(b))
}

func appendUnit(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
