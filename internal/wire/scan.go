package wire

import (
	"math/bits"
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
	if c.peek() <= ' ' {
		c.spaces()
	}
}

//go:noinline
func (c *Codec) spaces() {
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
	i := from + plain(c.in[from:], 0)
	switch {
	case i == len(c.in):
		c.fail("a string does not end")
		return ""
	case c.in[i] == '"':
		c.pos = i + 1
		return c.in[from:i]
	case c.in[i] == '\\':
		return c.escaped(from, i)
	}
	c.pos = i
	c.fail("a control character stands in a string")
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
	stop, looked := uint64(marked), false
	for {
		n := plain(s, stop)
		dst, s = append(dst, s[:n]...), s[n:]
		switch {
		case s == "":
			return append(dst, '"')
		case s[0] < utf8.RuneSelf:
			dst, s = appendEscape(dst, s[0]), s[1:]
		case !looked: // of most texts every letter may stand as it is
			if looked = true; utf8.ValidString(s) && strings.IndexByte(s, "\u2028"[0]) < 0 {
				stop = 0
			}
		default:
			r, n := utf8.DecodeRuneInString(s)
			if r == utf8.RuneError && n == 1 || r == '\u2028' || r == '\u2029' {
				dst = appendUnit(dst, r)
			} else {
				dst = append(dst, s[:n]...)
			}
			s = s[n:]
		}
	}
}

// ones is a number with a one in each of its bytes, marked one with the highest bit of each.
const (
	ones   = 0x0101010101010101
	marked = 0x80 * ones
)

// plain is how many bytes stand before the first that ends a string or needs an escape:
// a quotation mark, a backslash, a control character. Those that are no ASCII are
// passed over where stop is 0, and stopped at where it is marked.
func plain(s string, stop uint64) int {
	i := 0
	for ; i+8 <= len(s); i += 8 { // eight at once: the lowest bit set stands in the first byte of these
		w := s[i : i+8]
		x := uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
		quote, slash := x^'"'*ones, x^'\\'*ones
		if m := ((quote-ones)&^quote | (slash-ones)&^slash | (x-' '*ones)&^x | x&stop) & marked; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	for ; i < len(s); i++ {
		if b := s[i]; b < ' ' || b == '"' || b == '\\' || b >= utf8.RuneSelf && stop != 0 {
			break
		}
	}
	return i
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
