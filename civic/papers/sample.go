package papers

import (
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// sample is a sheet with something of everything, on which a template is
// tried before it is used.
func sample(c catalogue, spec Spec) Sheet {
	at := time.Date(2026, 11, 26, 2, 30, 0, 0, time.UTC)
	id := shiheng.NewID[AttachmentID](at)
	listed := Listed{ID: id, Name: "现场照片.jpg", Type: JPEG, Size: 1_234_567, SHA256: shiheng.Digest{0xab}}
	header := Header{
		System: "示例小区视频系统", SystemCode: "32021100002000000001", Unit: "无锡市示例物业服务有限公司",
		CreditCode: "91320200MA1XXXXX0X", District: "320211", FilledBy: "王芳", Contact: "0510-80000000",
	}
	d := Document{
		Kind: spec.Kind, Subject: audit.Object{Kind: "sample", ID: "1"}, Date: law.DayOf(at), To: header.Unit, Header: header,
		Sections: []Section{
			{Title: "基本情况", Fields: []Field{
				{Label: "名称", Value: "东门"}, {Label: "类别", Choices: Choose("新建", "新建", "变更")},
				{Label: "说明", Value: strings.Repeat("较长的说明文字。", 6), Wide: true}, {Label: "留空"},
			}},
			{Title: "明细", Table: &Table{Head: []string{"序号", "项目", "结果"}, Rows: [][]string{{"1", "录像", "合格"}}, Blank: 1}},
			{Title: "情况说明", Text: "第一段。\n第二段。", Pictures: []Picture{{Attachment: id, Caption: "东门"}}},
			{Title: "意见", Signatures: []Signature{{Role: "审批人", Name: "李明", Day: law.DayOf(at), Seal: true}}},
		},
	}
	p, err := parsePattern(spec.Number)
	if err != nil {
		return Sheet{} // was parsed when the catalogue was read
	}
	o := c.organ(header.District)
	s := Sheet{
		Original: Original{
			Form: originalForm, ID: shiheng.NewID[DocumentID](at), Number: p.number(p.series(o, header.District, 2026), 1),
			CheckCode: "0000-0000-0000", IssuedAt: at, IssuedBy: "sample", Document: d, Listed: []Listed{listed}, Pictures: []Listed{listed},
		},
		Spec: spec, Organ: o.Name, SHA256: shiheng.Digest{0xcd},
	}
	for _, a := range spec.Articles {
		s.Quotes = append(s.Quotes, Quote{Article: a, Cite: c.cite(a), Text: "条文。"})
	}
	s.QR = qrSVG(s.Number)
	return s
}
