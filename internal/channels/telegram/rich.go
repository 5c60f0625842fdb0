package telegram

import (
	"encoding/json"
	"strings"
)

// A rich message has no text, caption or entities: its words stand in blocks,
// which hold texts, lists, tables, captions and other blocks. New kinds of
// block keep to the same few fields, so the fields are walked and not the kinds.

// richText is a string, a list of richTexts, or a run of one with a look.
type richText struct{ words string }

// UnmarshalJSON reads any of the three; what is none of them has no words.
func (t *richText) UnmarshalJSON(raw []byte) error {
	t.words = richWords(raw, 0)
	return nil
}

const maxNesting = 32 // of a text or of blocks; Telegram nests far less

func richWords(raw []byte, depth int) string {
	var s string
	if depth > maxNesting || json.Unmarshal(raw, &s) == nil {
		return s
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var out strings.Builder
		for _, one := range list {
			out.WriteString(richWords(one, depth+1))
		}
		return out.String()
	}
	var run struct {
		Text        json.RawMessage `json:"text"`
		Entities    []entity        `json:"entities"`
		URL         string          `json:"url"`
		Alternative string          `json:"alternative_text"` // of a custom emoji
		Expression  string          `json:"expression"`       // of a formula
	}
	if json.Unmarshal(raw, &run) != nil {
		return ""
	}
	words := visible(richWords(run.Text, depth+1), run.Entities)
	if words == "" {
		words = run.Alternative + run.Expression
	}
	if run.URL != "" && bare(run.URL) != bare(words) {
		return strings.TrimSpace(words + " (" + run.URL + ")")
	}
	return words
}

// richBlock is one block, an item of a list or a cell of a table.
type richBlock struct {
	Text       richText        `json:"text"`
	Summary    richText        `json:"summary"` // of details that can be unfolded
	Label      string          `json:"label"`   // of an item: "1."
	Checkbox   bool            `json:"has_checkbox"`
	Checked    bool            `json:"is_checked"`
	Expression string          `json:"expression"`
	Blocks     []richBlock     `json:"blocks"`
	Items      []richBlock     `json:"items"`
	Cells      [][]richBlock   `json:"cells"`
	Caption    json.RawMessage `json:"caption"` // a text, or a caption with a credit
	Credit     richText        `json:"credit"`
	Location   *place          `json:"location"`
	files
}

// rich is message.rich_message.
type rich struct {
	Blocks []richBlock `json:"blocks"`
}

// words are what the blocks say, one to a line.
func (r *rich) words() string { return strings.Join(blockLines(r.Blocks, 0), "\n") }

func blockLines(blocks []richBlock, depth int) []string {
	if depth > maxNesting {
		return nil
	}
	var out []string
	add := func(lines ...string) {
		for _, l := range lines {
			if strings.TrimSpace(l) != "" {
				out = append(out, l)
			}
		}
	}
	for _, b := range blocks {
		add(b.Summary.words, b.Text.words, b.Expression)
		add(blockLines(b.Blocks, depth+1)...)
		for _, item := range b.Items {
			lines := blockLines([]richBlock{item}, depth+1)
			add(strings.TrimSpace(item.mark() + strings.Join(lines, "\n")))
		}
		for _, row := range b.Cells {
			var cells []string
			for _, c := range row {
				cells = append(cells, strings.Join(blockLines([]richBlock{c}, depth+1), " "))
			}
			add(strings.Join(cells, " | "))
		}
		if b.Location != nil {
			add(b.Location.String())
		}
		add(captionWords(b.Caption), b.Credit.words)
	}
	return out
}

// mark is what stands before an item of a list.
func (b *richBlock) mark() string {
	switch {
	case b.Checked:
		return "☑ "
	case b.Checkbox:
		return "☐ "
	case b.Label != "":
		return b.Label + " "
	}
	return "• "
}

func captionWords(raw json.RawMessage) string {
	var c struct {
		Credit richText `json:"credit"`
	}
	_ = json.Unmarshal(raw, &c) // a caption that is a text has no credit
	return strings.TrimSpace(richWords(raw, 0) + " " + c.Credit.words)
}

// files are the files of all blocks.
func (r *rich) files() []held {
	var out []held
	var walk func([]richBlock, int)
	walk = func(blocks []richBlock, depth int) {
		for _, b := range blocks {
			if h, ok := b.held(); ok {
				out = append(out, h)
			}
			if depth < maxNesting {
				walk(b.Blocks, depth+1)
				walk(b.Items, depth+1)
			}
		}
	}
	walk(r.Blocks, 0)
	return out
}
