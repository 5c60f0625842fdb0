package zalo

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/prompts"
)

// Limits of a consultation message.
const (
	maxText    = 2000 // of a text; measured in UTF-16 units, the stricter reading
	maxButtons = 5
	maxTitle   = 100
	maxCaption = 1000 // of a photo, so that a link to it has room beside the words
)

// Split cuts a reply into messages: texts of at most 2000 characters in NFC,
// one file each, up to five buttons under the last text and more choices as
// numbered lines. Files come before a text with choices, so that the choices
// stand last, and after a text without.
func (s *sender) Split(r chat.Reply) []chat.Reply {
	if r.Noted {
		return []chat.Reply{r}
	}
	r = s.render(r)
	files, texts := s.fileParts(r), s.textParts(r)
	if len(r.Choices) > 0 {
		return append(files, texts...)
	}
	if len(files) == 1 && len(texts) == 1 && r.Files[0].Kind == chat.FilePhoto && channels.Units(r.Text) <= maxCaption {
		files[0].Text = texts[0].Text // a caption
		return files
	}
	return append(texts, files...)
}

// in is the words of the language that a reply is in.
func (s *sender) in(lang string) *prompts.Say {
	if lang == english {
		return s.english
	}
	return s.say
}

// render returns the reply as Zalo shows it: plain words in NFC, an edit as
// a new message. It may be applied twice.
func (s *sender) render(r chat.Reply) chat.Reply {
	r.Text, r.Verbatim = strings.TrimSpace(norm.NFC.String(channels.Plain(r))), true
	if r.Edit != "" {
		r.Text, r.Edit = s.in(r.Lang).T("zalo.edited", "text", r.Text), ""
	}
	if r.Text == "" && len(r.Choices) > 0 {
		r.Text = s.in(r.Lang).T("zalo.choose")
	}
	return r
}

func (s *sender) fileParts(r chat.Reply) []chat.Reply {
	var out []chat.Reply
	for _, f := range r.Files {
		out = append(out, chat.Reply{Verbatim: true, Files: []chat.File{f}, Lang: r.Lang, Topic: r.Topic, Node: r.Node})
	}
	return out
}

func (s *sender) textParts(r chat.Reply) []chat.Reply {
	text, choices := s.fit(r)
	texts := channels.Cut(text, maxText)
	room := maxText - channels.Units(numbered("", choices)) // should the buttons be refused
	switch last := len(texts) - 1; {
	case len(choices) == 0 || listed(text, choices):
	case !buttons(choices) || room < maxText/2:
		texts, choices = channels.Cut(numbered(text, choices), maxText), nil
	case channels.Units(texts[last]) > room:
		texts = append(texts[:last], channels.Cut(texts[last], room)...)
	}
	var out []chat.Reply
	for i, t := range texts {
		p := chat.Reply{Text: t, Verbatim: true, Lang: r.Lang, Topic: r.Topic, Node: r.Node}
		if i == 0 {
			p.ReplyTo = r.ReplyTo
		}
		if i == len(texts)-1 {
			p.Choices, p.Phone = choices, r.Phone && len(choices) == 0
		}
		out = append(out, p)
	}
	return out
}

// buttons reports whether Zalo can show the choices as buttons.
func buttons(choices []chat.Choice) bool {
	for _, c := range choices {
		web := strings.HasPrefix(c.URL, "https://") || strings.HasPrefix(c.URL, "http://")
		if strings.TrimSpace(c.Label) == "" || c.URL == "" && c.Data == "" || c.URL != "" && !web {
			return false
		}
	}
	return len(choices) <= maxButtons
}

// fit makes more choices than there are buttons fit: all of them numbered in
// the words, and the first as buttons, with one for the rest and one for a
// person. A question that can be passed over keeps its answers as buttons, and
// says in words how.
func (s *sender) fit(r chat.Reply) (string, []chat.Choice) {
	text, choices, say := r.Text, r.Choices, s.in(r.Lang)
	n := len(choices)
	if n <= maxButtons || !buttons(choices[:1]) {
		return text, choices
	}
	if last := choices[n-1]; n == maxButtons+1 && strings.HasSuffix(last.Data, ":skip") && buttons(choices[:n-1]) {
		return text + "\n" + say.T("zalo.or_type", "label", last.Label), choices[:n-1]
	}
	all := numbered(text, choices)
	var options, person []chat.Choice
	for _, c := range choices {
		switch verb, _, _ := strings.Cut(c.Data, ":"); verb {
		case "human":
			person = []chat.Choice{c}
		case "back", "menu", "restart", "cancel": // stand in the words, and can always be typed
		default:
			options = append(options, c)
		}
	}
	room := maxButtons - len(person)
	if len(options) > room {
		shown := options[:room-1]
		options = append(shown[:len(shown):len(shown)], chat.Choice{Data: "more:" + strconv.Itoa(len(shown)), Label: say.T(moreLabel(choices))})
	}
	fitting := append(options, person...)
	if len(channels.Cut(all, maxText)) > 1 || !buttons(fitting) {
		return all, nil
	}
	return all, fitting
}

// moreLabel is the key of the label on the button for the rest: of a list of
// errors, or of other options.
func moreLabel(choices []chat.Choice) string {
	if strings.HasPrefix(choices[0].Data, "t:") {
		return "zalo.more"
	}
	return "zalo.more_options"
}

// listed reports whether the words hold the choices as numbered lines already.
func listed(text string, choices []chat.Choice) bool {
	for _, c := range choices {
		if !strings.Contains(text, ". "+norm.NFC.String(c.Label)) && !strings.HasPrefix(c.Data, "more:") {
			return false
		}
	}
	return len(choices) > 0
}

// numbered writes choices under a text; typed numbers are read by the dialog.
func numbered(text string, choices []chat.Choice) string {
	return text + "\n\n" + norm.NFC.String(channels.Options(choices))
}

// title shortens a button's label to what Zalo takes.
func title(label string) string {
	label = norm.NFC.String(label)
	if channels.Units(label) <= maxTitle {
		return label
	}
	return channels.Cut(label, maxTitle-1)[0] + "…"
}
