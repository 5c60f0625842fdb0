package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// stylesheet is what a workbook says of how numbers are shown.
type stylesheet struct {
	Codes []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

// shipped are the formats that need not be written in a workbook: ECMA-376, part 1,
// 18.8.30. Those that are not here show a number as it is.
var shipped = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "d/m/yyyy", 15: "d/m/yyyy", 16: "d/m/yyyy", 17: "m/yyyy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}

// formats are the formats of cells by their style.
type formats struct {
	codes []string
	first time.Time // day 0
}

func (s stylesheet) formats(from1904 bool) formats {
	codes := map[int]string{}
	for _, c := range s.Codes {
		codes[c.ID] = c.Code
	}
	f := formats{first: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	if from1904 {
		f.first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for _, c := range s.Cells {
		code, ok := codes[c.Format]
		if !ok {
			code = shipped[c.Format]
		}
		f.codes = append(f.codes, code)
	}
	return f
}

// number is a number as it is shown in a style.
func (f formats) number(value string, style int) string {
	x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return value
	}
	code := ""
	if style >= 0 && style < len(f.codes) {
		code = f.codes[style]
	}
	sections := strings.Split(code, ";")
	p := readPattern(sections[0])
	if x < 0 && len(sections) > 1 {
		p, x = readPattern(sections[1]), -x
	}
	switch {
	case p.date != "":
		if x < 0 || x > 3e6 {
			return value
		}
		return f.first.Add(time.Duration(math.Round(x*86400)) * time.Second).Format(p.date)
	case !p.digits:
		return p.before + plainNumber(x) + p.after
	}
	return p.before + p.shown(x) + p.after
}

// plainNumber is a number without a format: with as many digits as a cell keeps, and
// no exponent, for a long one is somebody's number or an ID.
func plainNumber(x float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	if err != nil || math.Abs(x) < 1e15 && x == math.Trunc(x) {
		rounded = x
	}
	if math.Abs(rounded) >= 1e21 {
		return strconv.FormatFloat(rounded, 'g', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// pattern is one section of a format.
type pattern struct {
	before, after string // what stands around the number: the E of E00
	digits        bool   // there are places for digits
	whole         int    // places before the point that are always filled
	decimals      int
	grouped       bool
	percent       bool
	date          string // as package time has it: "" for a number
}

// readPattern reads a section: what is in brackets, and room as wide as a sign, is
// left out.
func readPattern(s string) (p pattern) {
	if s == "" || strings.EqualFold(s, "General") || s == "@" {
		return p
	}
	var literal strings.Builder
	point, letters := false, ""
	flush := func() {
		if p.digits {
			p.after += literal.String()
		} else {
			p.before += literal.String()
		}
		literal.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				end = len(s) - i - 1
			}
			literal.WriteString(s[i+1 : i+1+end])
			i += end + 1
		case '\\':
			if i++; i < len(s) {
				literal.WriteByte(s[i])
			}
		case '_', '*':
			i++
		case '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 {
				return pattern{}
			}
			if inner := strings.ToLower(s[i+1 : i+end]); strings.Trim(inner, "hms") == "" {
				letters += inner // time that has gone by
			}
			i += end
		case '0', '#', '?':
			flush()
			p.digits = true
			switch {
			case point && c == '0':
				p.decimals++
			case c == '0':
				p.whole++
			}
		case '.':
			point = point || p.digits
		case ',':
			p.grouped = p.grouped || p.digits && !point
		case '%':
			p.percent = true
			literal.WriteByte(c)
		case 'd', 'm', 'y', 'h', 's', 'D', 'M', 'Y', 'H', 'S':
			letters += strings.ToLower(string(c))
		default:
			literal.WriteByte(c)
		}
	}
	flush()
	p.date = layout(letters)
	return p
}

// layout is how a date of these letters is written here, whatever order the format
// has: day, month, year, then the time.
func layout(letters string) string {
	var out []string
	switch hours := strings.Contains(letters, "h"); {
	case strings.Contains(letters, "d"):
		out = append(out, "02/01/2006")
	case strings.Contains(letters, "y"):
		out = append(out, "01/2006")
	case !hours && strings.Contains(letters, "m") && !strings.Contains(letters, "s"):
		out = append(out, "02/01/2006")
	}
	switch hours, seconds := strings.Contains(letters, "h"), strings.Contains(letters, "s"); {
	case hours && seconds:
		out = append(out, "15:04:05")
	case hours:
		out = append(out, "15:04")
	case seconds:
		out = append(out, "04:05")
	}
	return strings.Join(out, " ")
}

// shown is a number in the digits of a section.
func (p pattern) shown(x float64) string {
	if p.percent {
		x *= 100
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', p.decimals, 64)
	whole, decimals, _ := strings.Cut(s, ".")
	for len(whole) < p.whole {
		whole = "0" + whole
	}
	if p.grouped {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if decimals != "" {
		whole += "." + decimals
	}
	if x < 0 && strings.Trim(whole, "0.,") != "" {
		return "-" + whole
	}
	return whole
}
