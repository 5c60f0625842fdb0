package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/ui"
)

// replyBook is the page on which leads edit the canned replies.
type replyBook struct {
	*shell
	*presenter
}

type repliesView struct {
	frame
	Folders   []folderView
	Fresh     replyView // what is being added
	Names     []string  // of folders
	Variables []fact    // and what each stands for
	Sample    string    // JSON of what the variables are in the preview
	Notice    string
	Fault     bool
}

type folderView struct {
	Name    string
	Replies []replyView
}

// replyView is a reply in its form.
type replyView struct {
	ui.Words
	desk.Canned
	Was     string // the version that was read
	Preview string
	Open    bool
}

// sample is a ticket to show replies with.
func (b *replyBook) sample(f frame) chat.Ticket {
	return chat.Ticket{Number: 12, User: chat.User{Name: f.T("web.desk.replies_user")}, Topic: "FROM_NUMBER_NOT_FOUND", Refs: []string{"call-vn-1-7EOLB370OL"}}
}

// show lists the replies, each in a form.
func (b *replyBook) show(w http.ResponseWriter, r *http.Request) {
	b.page(w, r, http.StatusOK, replyView{}, r.URL.Query().Get("said"))
}

// page shows the replies; edited is one that could not be saved, as it was
// written.
func (b *replyBook) page(w http.ResponseWriter, r *http.Request, status int, edited replyView, notice string) {
	v := repliesView{frame: b.frame(w, r, "replies"), Notice: notice, Fault: status != http.StatusOK}
	v.Title = v.T("web.desk.replies") + " · " + v.T("web.desk.title")
	queue, err := b.board.fresh(r.Context())
	if err != nil {
		b.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	all, err := b.replies.List(r.Context())
	if err != nil {
		b.fail(w, r, err)
		return
	}
	if key := "web.desk.replies_" + notice; v.Has(key) {
		v.Notice = v.T(key)
	}
	edited.Words, edited.Preview = v.Words, edited.Fill(b.sample(v.frame), v.Me)
	v.folders(all, edited, b.sample(v.frame))
	for _, name := range desk.Variables() {
		v.Variables = append(v.Variables, fact{"{" + name + "}", v.T("web.desk.replies_var_" + name)})
	}
	v.Sample = encoded(b.values(v.frame))
	b.render(w, r, status, repliesPage(v))
}

func (v *repliesView) folders(all []desk.Canned, edited replyView, sample chat.Ticket) {
	v.Fresh = edited
	for _, c := range all {
		if n := len(v.Folders); n == 0 || v.Folders[n-1].Name != c.Folder {
			v.Folders = append(v.Folders, folderView{Name: c.Folder})
			v.Names = append(v.Names, c.Folder)
		}
		one := replyView{Words: v.Words, Canned: c, Was: c.Version(), Preview: c.Fill(sample, v.Me)}
		if edited.ID == c.ID {
			one.Canned, one.Preview, one.Open = edited.Canned, edited.Preview, true
			v.Fresh = replyView{Words: v.Words}
		}
		f := &v.Folders[len(v.Folders)-1]
		f.Replies = append(f.Replies, one)
	}
	v.Fresh.ID = "" // one that is gone meanwhile would be new
}

// values are what the variables are in the preview.
func (b *replyBook) values(f frame) map[string]string {
	m := map[string]string{}
	for _, name := range desk.Variables() {
		m[name] = desk.Canned{Text: "{" + name + "}"}.Fill(b.sample(f), f.Me)
	}
	return m
}

// save adds, changes or removes a reply, and shows them all again; what could
// not be saved is shown as it was written.
func (b *replyBook) save(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, b.renderer.Page(w, r).T("web.desk.fault_bad"), http.StatusBadRequest)
		return
	}
	f := r.PostForm
	c := desk.Canned{ID: f.Get("id"), Folder: f.Get("folder"), Title: f.Get("title"), Text: f.Get("text")}
	said, err := "saved", error(nil)
	if f.Get("do") == "drop" {
		said, err = "dropped", b.replies.Drop(r.Context(), c.ID, f.Get("was"))
	} else {
		err = b.replies.Put(r.Context(), c, f.Get("was"))
	}
	if err == nil {
		http.Redirect(w, r, "/desk/replies?"+url.Values{"said": {said}}.Encode(), http.StatusSeeOther)
		return
	}
	words := b.renderer.Page(w, r).Words
	unknown, misspelt := errors.AsType[desk.ErrVariable](err)
	edited := replyView{Canned: c, Open: true}
	switch {
	case misspelt:
		b.page(w, r, http.StatusBadRequest, edited, words.T("web.desk.replies_variable", "name", unknown.Name))
	case errors.Is(err, desk.ErrCanned):
		b.page(w, r, http.StatusBadRequest, edited, "incomplete")
	case errors.Is(err, desk.ErrChanged):
		b.page(w, r, http.StatusConflict, edited, "changed")
	default:
		b.fail(w, r, fmt.Errorf("canned reply: %w", err))
	}
}
