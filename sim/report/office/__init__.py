"""Reports as office documents 办公文档: a workbook for Excel, a document for Word."""
