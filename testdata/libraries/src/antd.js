import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Button, Card, ConfigProvider, Form, Input, Progress, Table, Tag, theme, Steps } from "antd";
import de from "antd/locale/de_DE.js";

const app = h(ConfigProvider, { locale: de, theme: { algorithm: theme.darkAlgorithm, token: { colorPrimary: "#00b96b" } } },
  h(Card, { title: "Card" },
    h(Button, { type: "primary" }, "Go"),
    h(Tag, { color: "magenta" }, "tag"),
    h(Progress, { percent: 40 }),
    h(Steps, { current: 1, items: [{ title: "A" }, { title: "B" }] }),
    h(Form, null, h(Form.Item, { label: "Name" }, h(Input, { defaultValue: "x" }))),
    h(Table, { rowKey: "id", columns: [{ title: "T", dataIndex: "t" }], dataSource: [{ id: 1, t: "one" }], pagination: false })));
log("html", renderToStaticMarkup(app));
log("token", theme.getDesignToken({ token: { colorPrimary: "#00b96b" } }).colorPrimaryBg);
