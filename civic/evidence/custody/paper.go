package custody

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

func clock(at time.Time) string { return at.In(law.Shanghai()).Format("2006-01-02 15:04:05") }

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }

func wide(label, value string) papers.Field {
	return papers.Field{Label: label, Value: value, Wide: true}
}

// header names the system, when the cameras are of one.
func header(linked []registry.Linked, by string) papers.Header {
	h := papers.Header{FilledBy: by}
	for i, l := range linked {
		switch {
		case i == 0:
			h.System, h.SystemCode = l.System.Name, l.System.Code
		case l.System.Name != h.System && !strings.HasSuffix(h.System, " 等"):
			h.System, h.SystemCode = h.System+" 等", ""
		}
	}
	return h
}

// matter says whose the export is and what it is for.
func (e Export) matter() papers.Section {
	s := papers.Section{Title: "调取、复制事项", Fields: []papers.Field{
		field("接收单位", e.Unit), field("接收人", e.Recipient), field("案（事）件编号", e.Case), field("依据", e.Basis), wide("用途", e.Purpose),
		wide("录像起止时间", clock(e.From)+" 至 "+clock(e.To)), field("经办人", e.By.Name), field("申请时间", clock(e.By.At)),
	}}
	if e.Approver != "" {
		s.Fields = append(s.Fields, field("批准人", e.Approver))
	}
	if !e.UseUntil.IsZero() {
		s.Fields = append(s.Fields, field("使用期限至", e.UseUntil.String()))
	}
	return s
}

func cameras(linked []registry.Linked) papers.Section {
	t := &papers.Table{Head: []string{"序号", "摄像机", "所属系统"}}
	for i, l := range linked {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), l.Name, l.System.Name})
	}
	return papers.Section{Title: "摄像机", Table: t}
}

// list is the list of electronic data 电子数据清单: category, format and check
// values of each file.
func (e Export) list(linked []registry.Linked, w Written) papers.Document {
	t := &papers.Table{Head: []string{"序号", "类别", "文件", "格式", "字节数", "校验值"}}
	for i, f := range w.Files {
		t.Rows = append(t.Rows, []string{
			strconv.Itoa(i + 1), "原始录像", f.Path, "ISO BMFF（原始数据块，按接收时逐字节）", strconv.FormatInt(f.Size, 10), "SHA-256 " + f.SHA + "\nSM3 " + f.SM3,
		})
	}
	return papers.Document{
		Kind: papers.EvidenceList, Subject: audit.On("evidence", e.ID), Header: header(linked, e.By.Name),
		Sections: []papers.Section{
			e.matter(), cameras(linked),
			{Title: "电子数据", Table: t},
			{Title: "完整性", Fields: []papers.Field{
				wide("证据包摘要（SHA-256）", w.Digest), field("数据块数", strconv.FormatInt(w.Chunks, 10)), field("录像字节数", strconv.FormatInt(w.Bytes, 10)),
			}, Text: "证据包摘要写入本平台防篡改日志后方可交付。以上文件可用 sha256sum -c manifest-sha256.txt 逐一比对，也可用 shiheng-verify 离线核验。"},
		},
	}
}

// receipt is what is signed when it is handed over 移交接收回执.
func (e Export) receipt(linked []registry.Linked) papers.Document {
	h := e.Handing
	made := papers.Section{Title: "移交的文件", Fields: []papers.Field{
		wide("文件名", e.Name+".evb.zip"), field("字节数", strconv.FormatInt(e.Bundle.Size, 10)), field("制作时间", clock(e.Bundle.Made)),
		wide("文件校验值（SHA-256）", e.Bundle.SHA256), wide("证据包摘要（SHA-256）", e.Bundle.Digest), wide("见证方", witnesses(e.Bundle.Witnesses)),
	}}
	return papers.Document{
		Kind: papers.EvidenceReceipt, Subject: audit.On("evidence", e.ID), Header: header(linked, h.By.Name),
		Sections: []papers.Section{
			e.matter(), cameras(linked), made,
			{Title: "移交情况", Fields: []papers.Field{
				field("接收人", h.Name), field("接收人单位", h.Unit), field("证件号", h.Card), field("移交日期", h.On), field("介质", h.Medium), field("介质编号", h.Serial),
			}},
			{Title: "告知事项", Text: fmt.Sprintf("收到的视频图像信息仅限用于所载用途，不得超范围使用、传播或者公开。%s", e.followUp())},
		},
	}
}

func (e Export) followUp() string {
	if e.UseUntil.IsZero() {
		return "使用完毕后应当归还或者销毁，并告知移交单位。"
	}
	return "应当于 " + e.UseUntil.String() + " 前归还或者销毁，并告知移交单位。"
}

func witnesses(names []string) string {
	if len(names) == 0 {
		return "无（仅有本平台日志签名）"
	}
	return strings.Join(names, "、")
}
