// Package talktest reads talks: conversations written down as they would look
// in a chat, one side of which a test plays.
//
//	> em bị lỗi from number not found
//	Dạ, em thấy anh/chị đang gặp lỗi **không tìm thấy số hotline** (`FROM_NUMBER_NOT_FOUND`).
//	  [Có, đang dịch] [Gặp nhân viên]
//
//	> [Gặp nhân viên]
//	! chuyển nhân viên: asked, FROM_NUMBER_NOT_FOUND
//
// A line that begins with ">" is the user's, with ">>" it arrives together
// with the one before it; "> [Vẫn lỗi]" presses a button, "> (+1m)" lets time
// pass, "> (ảnh) chữ trong ảnh" sends a picture; "> (ảnh chưa đọc xong) lời kèm"
// is one that is answered before it is read, which "> (đọc xong ảnh) chữ trong
// ảnh" ends. "#" begins a remark, "!" tells
// what happened out of the user's sight. All else is what the bot says.
//
// It plays nothing itself: the tests of package dialog play talks against the
// engine, those of package app against the whole program. Start reading at
// Parse.
package talktest

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"hotro/internal/chat"
)

// File is a file of talks.
type File struct {
	Archive *txtar.Archive
	Docs    map[string][]byte // documents the talks use in place of the shipped ones
	Talks   []Talk
}

// Talk is one conversation.
type Talk struct {
	Name  string
	At    int // its place in the archive
	Steps []Step
}

// Step is what the user does, and the answer to it.
type Step struct {
	Raw    []string // the lines of the user, and remarks, as they are written
	User   []Line
	Answer []string // the lines of the answer, without blank ones
}

// Read reads a file of talks.
func Read(path string) (File, error) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		return File{}, fmt.Errorf("talks: %w", err)
	}
	f := File{Archive: ar, Docs: map[string][]byte{}}
	for i, one := range ar.Files {
		if strings.HasSuffix(one.Name, ".md") {
			f.Docs[one.Name] = one.Data
			continue
		}
		steps, err := Parse(string(one.Data))
		if err != nil {
			return File{}, fmt.Errorf("%s, %s: %w", path, one.Name, err)
		}
		f.Talks = append(f.Talks, Talk{Name: one.Name, At: i, Steps: steps})
	}
	return f, nil
}

// Parse reads the script of one talk.
func Parse(script string) ([]Step, error) {
	var steps []Step
	add := func() *Step {
		steps = append(steps, Step{})
		return &steps[len(steps)-1]
	}
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		said, user := strings.CutPrefix(line, ">")
		said, joins := strings.CutPrefix(said, ">")
		switch {
		case user && joins && len(steps) > 0:
		case user || strings.HasPrefix(line, "#"):
			add()
		case strings.TrimSpace(line) == "":
			continue
		case len(steps) == 0:
			return nil, fmt.Errorf("%q: a talk begins with a line of the user", line)
		}
		s := &steps[len(steps)-1]
		switch {
		case user:
			l, err := read(strings.TrimSpace(said))
			if err != nil {
				return nil, err
			}
			s.Raw, s.User = append(s.Raw, line), append(s.User, l)
		case strings.HasPrefix(line, "#"):
			s.Raw = append(s.Raw, line)
		default:
			s.Answer = append(s.Answer, line)
		}
	}
	return steps, nil
}

// Line is one thing that the user does. Kind is empty for what happens beside
// the chat: Wait and Event tell.
type Line struct {
	Kind  chat.Kind
	Text  string
	Label string        // of the button that is pressed
	Data  string        // of a press that no button on the screen makes
	Seen  string        // the text in a picture
	Later bool          // it is not read yet
	Model string        // the topic that a model names for Text
	Wait  time.Duration // time that passes
	Event string        // what is written in brackets: "tài liệu mới"
}

// Kinds of things that are written as a word in brackets.
func kinds() map[string]chat.Kind {
	return map[string]chat.Kind{
		"ảnh": chat.KindPhoto, "tệp": chat.KindFile, "thoại": chat.KindVoice, "sticker": chat.KindSticker,
		"bắt đầu": chat.KindStart, "sửa": chat.KindEdit, "không rõ": chat.KindUnsupported, "nút": chat.KindButton,
	}
}

func read(s string) (Line, error) {
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return Line{Kind: chat.KindButton, Label: strings.Trim(s, "[]")}, nil
	}
	word, rest, bracket := strings.Cut(strings.TrimPrefix(s, "("), ")")
	if !strings.HasPrefix(s, "(") || !bracket {
		return Line{Kind: chat.KindText, Text: unfold(s)}, nil
	}
	rest = strings.TrimSpace(rest)
	kind := kinds()[word]
	switch {
	case strings.HasPrefix(word, "+"):
		wait, err := time.ParseDuration(word[1:])
		if err != nil {
			return Line{}, fmt.Errorf("%q: %w", s, err)
		}
		return Line{Wait: wait}, nil
	case word == "mô_hình":
		topic, text, _ := strings.Cut(rest, " ")
		return Line{Kind: chat.KindText, Model: topic, Text: text}, nil
	case word == "ảnh chưa đọc xong":
		return Line{Kind: chat.KindPhoto, Text: unfold(rest), Later: true}, nil
	case word == "đọc xong ảnh":
		return Line{Kind: chat.KindSeen, Seen: unfold(rest)}, nil
	case kind == chat.KindPhoto:
		return Line{Kind: kind, Seen: unfold(rest)}, nil
	case kind == chat.KindButton || kind == chat.KindStart:
		return Line{Kind: kind, Data: rest}, nil
	case kind != "":
		return Line{Kind: kind, Text: rest}, nil
	case word == "tài liệu mới" || word == "nhân viên trả lại":
		return Line{Event: word}, nil
	}
	return Line{Kind: chat.KindText, Text: unfold(s)}, nil
}

func unfold(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }

// Labels reads a line of an answer that shows buttons.
func Labels(line string) ([]string, bool) {
	inner, open := strings.CutPrefix(line, "  [")
	inner, end := strings.CutSuffix(inner, "]")
	if !open || !end {
		return nil, false
	}
	return strings.Split(inner, "] ["), true
}

// Buttons writes the line that shows buttons.
func Buttons(labels []string) string { return "  [" + strings.Join(labels, "] [") + "]" }
