package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"hotro/internal/chat"
)

// The formats of an export.
const (
	FormatText = "text"
	FormatJSON = "json"
	FormatCSV  = "csv"
)

// Export writes a ticket with its transcript: for reading (text), for
// programs (json) or for a spreadsheet (csv). Lines are written as show shows them;
// nil: as they are.
func (r *Reader) Export(ctx context.Context, number int64, format string, show func(TranscriptLine) TranscriptLine) ([]byte, error) {
	t, err := r.Ticket(ctx, number)
	if err != nil {
		return nil, err
	}
	lines, err := r.ticketLines(ctx, t)
	if err != nil {
		return nil, err
	}
	for i := range lines {
		if show != nil {
			lines[i] = show(lines[i])
		}
	}
	switch format {
	case FormatText, "":
		return r.format.exportText(t, lines), nil
	case FormatJSON:
		return exportJSON(t, lines)
	case FormatCSV:
		return r.format.exportCSV(lines)
	}
	return nil, fmt.Errorf("export format %q: use text, json or csv", format)
}

// before is how long before its first line a talk may have begun that led to a
// ticket.
const before = 12 * time.Hour

// ticketLines reads the lines of a ticket: what led to it and belongs to no
// earlier one, and all until the first line of a later ticket.
func (r *Reader) ticketLines(ctx context.Context, t chat.Ticket) ([]TranscriptLine, error) {
	all, err := r.linesFrom(ctx, t.Conv.String(), t.First-background)
	if err != nil {
		return nil, err
	}
	from := 0
	for i, l := range all {
		switch {
		case l.Ticket > t.Number:
			return all[from:i], nil
		case l.Ticket != 0 && l.Ticket < t.Number, l.Seq < t.First && t.Opened.Sub(l.At) > before:
			from = i + 1
		}
	}
	return all[from:], nil
}

func (fm *Formatter) exportText(t chat.Ticket, lines []TranscriptLine) []byte {
	var b strings.Builder
	b.WriteString(fm.Summary(t, lines) + "\n")
	for _, l := range lines {
		who := fm.say.T("desk.by_" + l.By)
		if l.Name != "" {
			who = l.Name + " (" + who + ")"
		}
		text := l.Shown(fm.say)
		if l.Markup {
			text = chat.Plain(text)
		}
		fmt.Fprintf(&b, "[%s] %s: %s", fm.Stamp(l.At), who, text)
		for _, f := range l.Files {
			b.WriteString(" [" + fm.fileLabel(f) + "]")
		}
		if l.Retracted {
			b.WriteString(" (" + fm.say.T("desk.retracted") + ")")
		}
		if l.Delivery != nil && !l.Delivery.Accepted() {
			b.WriteString(" (" + strings.TrimSpace(fm.say.T("desk.delivery_"+l.Delivery.State)+" "+l.Delivery.Reason.Words(fm.say)) + ")")
		}
		b.WriteByte('\n')
	}
	if t.Rating != nil {
		fmt.Fprintf(&b, "\n%s: %s\n", fm.say.T("desk.sum_rating"), rated(*t.Rating))
	}
	return []byte(b.String())
}

// rated is a rating in a line; a comment may stand without a score.
func rated(r chat.Rating) string {
	if r.Score == 0 {
		return r.Comment
	}
	return strings.TrimSpace(fmt.Sprintf("%d/5 %s", r.Score, r.Comment))
}

func (fm *Formatter) fileLabel(f chat.File) string {
	kind := fm.say.T("desk.file_" + string(f.Kind))
	if f.Name != "" {
		return kind + ": " + f.Name
	}
	return kind
}

func exportJSON(t chat.Ticket, lines []TranscriptLine) ([]byte, error) {
	out, err := json.MarshalIndent(struct {
		Ticket chat.Ticket      `json:"ticket"`
		Lines  []TranscriptLine `json:"lines"`
	}{t, lines}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export ticket %d: %w", t.Number, err)
	}
	return append(out, '\n'), nil
}

func (fm *Formatter) exportCSV(lines []TranscriptLine) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"seq", "at", "by", "name", "text", "edited", "files", "delivery", "why"}}
	for _, l := range lines {
		files := make([]string, 0, len(l.Files))
		for _, f := range l.Files {
			files = append(files, fm.fileLabel(f))
		}
		said, state, why := l.Text, "", ""
		if l.By == chat.BySystem {
			said = l.Shown(fm.say)
		}
		if l.Delivery != nil {
			state, why = l.Delivery.State, l.Delivery.Reason.Words(fm.say)
		}
		if l.Retracted {
			state = "retracted"
		}
		rows = append(rows, []string{
			num(l.Seq), l.At.UTC().Format(time.RFC3339), l.By, cell(l.Name), cell(said), cell(l.Edited),
			cell(strings.Join(files, "; ")), state, cell(why),
		})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("export as csv: %w", err)
	}
	return b.Bytes(), nil
}

// cell keeps a spreadsheet from reading a user's words as a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
