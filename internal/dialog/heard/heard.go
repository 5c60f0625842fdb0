// Package heard measures how well the dialog hears people: talks as strangers
// would write them, and what each line has to be taken for where it is said.
//
//	# Không tìm thấy hotline: hỏi có/không về Google Dịch.
//	== bot hỏi, người trả lời vòng vo
//	> from number not found
//	> trang em vẫn tiếng Việt mà => handoff
//	> [Không dịch]
//
// "==" begins a talk, ">" a line of the user; "> [Vẫn lỗi]" presses a button,
// "> (+1m)" lets a minute pass. "=> x|y" says what the line is to be heard as:
// one of the labels of an outcome (see labels); "=> !x" what it is not.
//
// The talks measure; nothing learns from them. The talks that specify the
// bot's own words are in testdata/talks of package dialog. Start reading at
// Read and Play.
package heard

import (
	"bufio"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Talk is one conversation, as far as its user goes.
type Talk struct {
	File  string
	Name  string
	Lines []Line
}

// Line is a line of the user.
type Line struct {
	Number int    // in its file
	Said   string // as typed, or what is done in its place: "[label]", "(+1m)", "[ảnh]"
	Want   string // what it is to be heard as; empty: it only leads up to another
}

// Read reads every *.txt at the top of fsys.
func Read(fsys fs.FS) ([]Talk, error) {
	names, err := fs.Glob(fsys, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("looking for talks: %w", err)
	}
	var out []Talk
	for _, name := range slices.Sorted(slices.Values(names)) {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("talks: %w", err)
		}
		talks, err := parse(name, string(b))
		if err != nil {
			return nil, err
		}
		out = append(out, talks...)
	}
	return out, nil
}

func parse(file, s string) ([]Talk, error) {
	var out []Talk
	lines := bufio.NewScanner(strings.NewReader(s))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		switch name, begins := strings.CutPrefix(text, "== "); {
		case text == "", strings.HasPrefix(text, "#"):
		case begins:
			out = append(out, Talk{File: file, Name: name})
		case strings.HasPrefix(text, "> ") && len(out) > 0:
			said, want, _ := strings.Cut(strings.TrimPrefix(text, "> "), " => ")
			t := &out[len(out)-1]
			t.Lines = append(t.Lines, Line{Number: n, Said: strings.TrimSpace(said), Want: strings.TrimSpace(want)})
		default:
			return nil, fmt.Errorf("%s:%d: %q: want \"== a talk\", then \"> a line => what it is heard as\"", file, n, text)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}
