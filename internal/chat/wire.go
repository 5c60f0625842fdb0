package chat

import "hotro/internal/wire"

// Fields implements wire.Struct.
func (x *Choice) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "data", &x.Data)
	wire.Text(c.Always(), "label", &x.Label)
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
