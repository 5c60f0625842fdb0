package chat

import "hotro/internal/wire"

// Fields implements wire.Struct.
func (x *Choice) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "data", &x.Data)
	wire.Text(c.Always(), "label", &x.Label)
	wire.Text(c, "url", &x.URL)
}

// Fields implements wire.Struct.
func (x *Span) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "text", &x.Text)
	wire.Bool(c, "bold", &x.Bold)
	wire.Bool(c, "italic", &x.Italic)
	wire.Bool(c, "underline", &x.Underline)
	wire.Bool(c, "strike", &x.Strike)
	wire.Bool(c, "code", &x.Code)
	wire.Bool(c, "quote", &x.Quote)
	wire.Text(c, "url", &x.URL)
}

// Fields implements wire.Struct.
func (x *Tried) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "topic", &x.Topic)
	wire.Text(c, "cause", &x.Cause)
	wire.Text(c.Always(), "node", &x.Node)
	wire.Text(c.Always(), "text", &x.Text)
	wire.Text(c, "result", &x.Result)
	wire.Time(c.Always(), "at", &x.At)
	wire.Text(c, "file", &x.File)
	wire.Int(c, "line", &x.Line)
}

// Fields implements wire.Struct.
func (x *Address) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "channel", &x.Channel)
	wire.Text(c.Always(), "bot", &x.Bot)
	wire.Text(c.Always(), "chat", &x.Chat)
	wire.Text(c, "thread", &x.Thread)
}

// Fields implements wire.Struct.
func (x *User) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "id", &x.ID)
	wire.Text(c, "name", &x.Name)
	wire.Text(c, "username", &x.Username)
	wire.Text(c, "lang", &x.Lang)
}

// Fields implements wire.Struct.
func (x *Holder) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "kind", &x.Kind)
	wire.Text(c, "staff", &x.Staff)
	wire.Text(c, "name", &x.Name)
}

// Fields implements wire.Struct.
func (x *Conversation) Fields(c *wire.Codec) {
	wire.Inner(c, "address", &x.Address)
	wire.Inner(c, "user", &x.User)
	wire.Text(c, "lang", &x.Lang)
	wire.Raw(c, "dialog", &x.Dialog)
	wire.Int(c, "since", &x.Since)
	wire.Inner(c, "holder", &x.Holder)
	wire.Int(c.Always(), "epoch", &x.Epoch)
	wire.Optional(c, "ticket", &x.Ticket)
	wire.Ints(c, "past", &x.Past)
	wire.Time(c, "began", &x.Began)
	wire.Time(c, "last_in", &x.LastIn)
	wire.Bool(c, "met", &x.Met)
	wire.Bool(c, "spam", &x.Spam)
	wire.Time(c, "banned", &x.Banned)
	wire.Bool(c, "blocked", &x.Blocked)
	wire.List(c, "wakes", &x.Wakes)
	wire.Time(c, "echo", &x.Echo)
	wire.List(c, "pictures", &x.Pictures)
	wire.Map(c, "about", &x.About)
	wire.Optional(c, "erase", &x.Erase)
}

// Fields implements wire.Struct.
func (x *Erasure) Fields(c *wire.Codec) {
	wire.Time(c.Always(), "at", &x.At)
	wire.Text(c.Always(), "by", &x.By)
	wire.Text(c, "staff", &x.Staff)
	wire.Int(c, "last", &x.Last)
}

// Fields implements wire.Struct.
func (x *Picture) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "id", &x.ID)
	wire.Inner(c, "file", &x.File)
	wire.Time(c.Always(), "until", &x.Until)
}

// Fields implements wire.Struct.
func (x *Wake) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "name", &x.Name)
	wire.Time(c.Always(), "at", &x.At)
	wire.Int(c, "turn", &x.Turn)
}

// Fields implements wire.Struct.
func (x *Line) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "seq", &x.Seq)
	wire.Time(c.Always(), "at", &x.At)
	wire.Text(c.Always(), "by", &x.By)
	wire.Text(c, "name", &x.Name)
	wire.Text(c, "kind", &x.Kind)
	wire.Text(c, "text", &x.Text)
	wire.Bool(c, "markup", &x.Markup)
	wire.List(c, "choices", &x.Choices)
	wire.List(c, "files", &x.Files)
	wire.Text(c, "message", &x.Message)
	wire.Int(c, "reply", &x.Reply)
	wire.Text(c, "reply_to", &x.ReplyTo)
	wire.Text(c, "album", &x.Album)
	wire.Text(c, "quote", &x.Quote)
	wire.Text(c, "data", &x.Data)
	wire.Text(c, "origin", &x.Origin)
	wire.Text(c, "edited", &x.Edited)
	wire.Int(c, "again", &x.Again)
	wire.Int(c, "ticket", &x.Ticket)
	wire.Text(c, "via", &x.Via)
	wire.Text(c, "staff", &x.Staff)
	wire.Bool(c, "notice", &x.Notice)
	wire.Bool(c, "retracted", &x.Retracted)
	wire.Text(c, "sign", &x.Sign)
	wire.List(c, "spans", &x.Spans)
}

// Fields implements wire.Struct.
func (x *Delivery) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "state", &x.State)
	wire.Time(c.Always(), "at", &x.At)
	wire.Text(c, "why", &x.Reason)
	wire.Texts(c, "ids", &x.IDs)
	wire.Int(c, "tries", &x.Tries)
}

// Fields implements wire.Struct.
func (x *Incoming) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "id", &x.ID)
	wire.Inner(c, "from", &x.From)
	wire.Inner(c, "user", &x.User)
	wire.Text(c.Always(), "kind", &x.Kind)
	wire.Text(c, "text", &x.Text)
	wire.Text(c, "data", &x.Data)
	wire.List(c, "files", &x.Files)
	wire.Text(c, "message", &x.Message)
	wire.Text(c, "reply_to", &x.ReplyTo)
	wire.Text(c, "quote", &x.Quote)
	wire.Text(c, "album", &x.Album)
	wire.Text(c, "origin", &x.Origin)
	wire.Time(c.Always(), "at", &x.At)
	wire.Map(c, "about", &x.About)
	wire.List(c, "spans", &x.Spans)
}

// Fields implements wire.Struct.
func (x *File) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "kind", &x.Kind)
	wire.Text(c, "channel", &x.Channel)
	wire.Text(c, "ref", &x.Ref)
	wire.Text(c, "unique", &x.Unique)
	wire.Text(c, "blob", &x.Blob)
	wire.Text(c, "name", &x.Name)
	wire.Text(c, "mime", &x.MIME)
	wire.Int(c, "size", &x.Size)
	wire.Bool(c, "large", &x.Large)
}

// Fields implements wire.Struct.
func (x *Reply) Fields(c *wire.Codec) {
	wire.Text(c, "text", &x.Text)
	wire.Bool(c, "verbatim", &x.Verbatim)
	wire.List(c, "choices", &x.Choices)
	wire.List(c, "files", &x.Files)
	wire.Text(c, "reply_to", &x.ReplyTo)
	wire.Text(c, "edit", &x.Edit)
	wire.Text(c, "topic", &x.Topic)
	wire.Text(c, "node", &x.Node)
	wire.Bool(c, "noted", &x.Noted)
	wire.Text(c, "sign", &x.Sign)
	wire.Bool(c, "phone", &x.Phone)
	wire.Bool(c, "silent", &x.Silent)
	wire.Texts(c, "retract", &x.Retract)
	wire.List(c, "spans", &x.Spans)
	wire.Text(c, "lang", &x.Lang)
}

// Fields implements wire.Struct.
func (x *Outgoing) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "seq", &x.Seq)
	wire.Inner(c, "to", &x.To)
	wire.Text(c.Always(), "by", &x.By)
	wire.Text(c.Always(), "name", &x.Name)
	wire.Inner(c, "reply", &x.Reply)
	wire.Time(c, "at", &x.At)
}

// Fields implements wire.Struct.
func (x *Ticket) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "number", &x.Number)
	wire.Inner(c, "conv", &x.Conv)
	wire.Inner(c, "user", &x.User)
	wire.Text(c.Always(), "state", &x.State)
	wire.Text(c, "topic", &x.Topic)
	wire.Text(c, "title", &x.Title)
	wire.Text(c, "why", &x.Why)
	wire.Int(c.Always(), "priority", &x.Priority)
	wire.Inner(c, "holder", &x.Holder)
	wire.Texts(c, "tags", &x.Tags)
	wire.Texts(c, "call_ids", &x.Refs)
	wire.Map(c, "facts", &x.Facts)
	wire.List(c, "path", &x.Path)
	wire.Text(c, "summary", &x.Summary)
	wire.Text(c, "model", &x.Model)
	wire.Int(c.Always(), "first", &x.First)
	wire.Time(c.Always(), "opened", &x.Opened)
	wire.Time(c, "claimed", &x.Claimed)
	wire.Time(c, "replied", &x.Replied)
	wire.Time(c, "ended", &x.Ended)
	wire.Text(c, "reason", &x.Reason)
	wire.Text(c, "after", &x.After)
	wire.Time(c, "user_at", &x.UserAt)
	wire.Time(c, "staff_at", &x.StaffAt)
	wire.Time(c, "asked", &x.Asked)
	wire.Int(c, "unread", &x.Unread)
	wire.List(c, "seen", &x.Seen)
	wire.Int(c, "reminded", &x.Reminded)
	wire.Int(c, "reopened", &x.Reopened)
	wire.Time(c, "relapsed", &x.Relapsed)
	wire.Text(c, "said", &x.Said)
	wire.Text(c, "said_by", &x.SaidBy)
	wire.Text(c, "said_kind", &x.SaidKind)
	wire.Text(c, "said_name", &x.SaidName)
	wire.Time(c, "back", &x.Back)
	wire.Optional(c, "rating", &x.Rating)
	wire.Bool(c, "pictured", &x.Pictured)
	wire.Bool(c, "stranger", &x.Stranger)
	wire.List(c, "log", &x.Log)
	wire.Map(c, "call", &x.Call)
}

// Fields implements wire.Struct.
func (x *Seen) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "staff", &x.Staff)
	wire.Int(c.Always(), "lines", &x.Lines)
}

// Fields implements wire.Struct.
func (x *Rating) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "score", &x.Score)
	wire.Text(c, "comment", &x.Comment)
	wire.Time(c.Always(), "at", &x.At)
}

// Fields implements wire.Struct.
func (x *Event) Fields(c *wire.Codec) {
	wire.Time(c.Always(), "at", &x.At)
	wire.Text(c.Always(), "who", &x.Who)
	wire.Text(c, "name", &x.Name)
	wire.Text(c.Always(), "what", &x.What)
	wire.Text(c, "note", &x.Note)
}
