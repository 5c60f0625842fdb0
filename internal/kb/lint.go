package kb

// check looks at the guide as a whole.
func (c *compiler) check() {
	if len(c.guide.Topics) == 0 {
		*c.findings = append(*c.findings, Finding{".", 0, Error, "empty", "không có chủ đề nào", "viết ít nhất một tài liệu .md có tiêu đề ##"})
	}
}
