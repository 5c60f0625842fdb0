package console

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// draft keeps what the reply box holds of one kind, and that this kind is the
// one that is being written.
func (fm *forms) draft(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := parse(r)
	if err == nil {
		err = fm.keepDraft(r, r.PostFormValue("kind"), r.PostFormValue("text"))
	}
	fm.answer(w, r, "draft", desk.Answer{}, err)
}

func (fm *forms) keepDraft(r *http.Request, kind, text string) error {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	known := slices.ContainsFunc(desk.ActionsIn(desk.ReplyKind), func(a desk.Action) bool { return a.Name == kind })
	if !known || utf8.RuneCountInString(text) > maxAnswer {
		return errBad
	}
	t, err := fm.tickets.Ticket(r.Context(), numbered(r))
	if err != nil {
		return err
	}
	return fm.drafts.Keep(r.Context(), t.Number, login.From(r.Context()).Staff.ID, kind, text)
}

// drafted tells a page that was left alone what has been written elsewhere.
func (c *Console) drafted(w http.ResponseWriter, r *http.Request) {
	d, err := c.drafts.Of(r.Context(), numbered(r), login.From(r.Context()).Staff.ID)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	reply(w, http.StatusOK, draftView(d))
}

// leaveDraft ends the draft of what was sent. What a page without script could
// not send becomes one, to be shown again; a page with script has it still.
func (fm *forms) leaveDraft(r *http.Request, f answerForm, failed error) {
	text := ""
	switch status, _ := fault(failed); {
	case failed == nil:
	case scripted(r) || status == http.StatusNotFound:
		return
	default:
		text = f.text
	}
	if err := fm.keepDraft(r, cmp.Or(f.draft, f.kind()), text); err != nil {
		fm.log.Warn("desk: a draft could not be kept; the message itself is not touched", "ticket", numbered(r), "err", err)
	}
}

// draftView is a draft for the script.
type draftView struct {
	Kind  string            `json:"kind"`
	Texts map[string]string `json:"texts"`
}

// KindOf is the way of writing that the reply box opens with.
func (v ticketView) KindOf() string {
	if v.Draft.Kind != "" {
		return v.Draft.Kind
	}
	return desk.ActionsIn(desk.ReplyKind)[0].Name
}

// Begun is the draft for the script.
func (v ticketView) Begun() string { return encoded(draftView{v.KindOf(), v.Draft.Texts}) }

// encoded is JSON of plain values.
func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // text and numbers only: always encode
	}
	return string(b)
}
