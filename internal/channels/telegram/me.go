package telegram

import "context"

// Me is the bot as Telegram knows it.
type Me struct {
	ID             int64  `json:"id"`
	Username       string `json:"username"`
	ReadsAllGroups bool   `json:"can_read_all_group_messages"` // privacy mode is off
}

// Me asks Telegram who the bot is: the way to find out that the token works.
func (c *client) Me(ctx context.Context) (Me, error) {
	raw, err := c.call(ctx, "getMe", nil)
	if err != nil {
		return Me{}, err
	}
	return decode[Me]("getMe", raw)
}
